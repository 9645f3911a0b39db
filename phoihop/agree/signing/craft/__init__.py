"""What the engines do for a signing, in the words of this stage. Import this package, not the files in it."""

from phoihop.agree.signing.craft.certificates import read_certificate
from phoihop.agree.signing.craft.demo import demo_key, demo_trust_folder
from phoihop.agree.signing.craft.judging import judge, judge_file
from phoihop.agree.signing.craft.keys import device_key, remote_key
from phoihop.agree.signing.craft.papers import SetPaper, number_values, place_name, set_paper, suggested_regime
from phoihop.agree.signing.craft.scans import require_fit
from phoihop.agree.signing.craft.services import Installation, services, trust_folder, unread_roots
from phoihop.agree.signing.craft.signatures import begin, check_hand_back, fill, finish, raise_level

__all__ = [
    "Installation",
    "SetPaper",
    "begin",
    "check_hand_back",
    "demo_key",
    "demo_trust_folder",
    "device_key",
    "fill",
    "finish",
    "judge",
    "judge_file",
    "number_values",
    "place_name",
    "raise_level",
    "read_certificate",
    "remote_key",
    "require_fit",
    "services",
    "set_paper",
    "suggested_regime",
    "trust_folder",
    "unread_roots",
]
