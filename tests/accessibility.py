"""axe-core in a page, asked for violations alone: carrying out of it all that passed takes as long as the test."""

import json

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script
ASK = """options => axe.run(options).then(found => found.violations.map(one =>
    `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")}`))"""


def findings(page, *, colours=True):
    """What axe finds amiss, a line each. Colours do not change with the width, and cost half of the time."""
    page.evaluate(AXE)
    options = {"resultTypes": ["violations"], "preload": False}
    if not colours:
        options["rules"] = {"color-contrast": {"enabled": False}}
    return page.evaluate(f"({ASK})({json.dumps(options)})")
