"""A mail server of a few commands, over a real socket: it takes letters, refuses some, or hangs up."""

import socketserver
import threading
from contextlib import contextmanager


class _Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        server = self.server
        server.conversations += 1
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(":")[0].upper()
            if server.hangs_up and word == "MAIL FROM":
                return
            if word == "RCPT TO" and server.refuses and server.refuses in line:
                self.say("550 no such person")
            elif word == "DATA":
                self.say("354 go on")
                server.letters.append(self._letter())
                self.say("250 taken")
            elif word == "QUIT":
                return self.say("221 bye")
            else:
                self.say("250 fine")
        return None

    def _letter(self):
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(lines)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def a_mail_server(settings):
    """Serves on a free port, to which the settings point; `letters` is what it took."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.letters, server.conversations, server.refuses, server.hangs_up = [], 0, "", False
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(5)
