"""How the program starts and ends: what it leaves out, without anybody missing it."""

from __future__ import annotations

import subprocess
import sys

from conftest import clean_environment


def run_code(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=clean_environment(), check=False
    )


def test_a_command_loads_no_cryptography() -> None:
    code = (
        "import sys, kzcli.__main__ as main; sys.argv[1:] = ['summary']; main.main(); print('_hashlib' in sys.modules)"
    )
    assert run_code(code).stdout.splitlines()[-1] == "False"


def test_what_is_loaded_later_is_whole_for_whoever_asks() -> None:
    code = """
import sys, kzcli.__main__ as main
sys.argv[1:] = ["list"]
main.main()
import importlib.util, pydantic, secrets
assert importlib.util.find_spec("secrets")
from secrets import token_hex
assert pydantic.SecretStr("a") == pydantic.SecretStr("a") != pydantic.SecretStr("b")
assert len(token_hex(4)) == len(secrets.token_hex(4)) == 8
assert sys.modules["secrets"].token_hex is token_hex
"""
    assert run_code(code).stderr == ""


def test_the_program_leaves_with_its_exit_code_and_all_that_it_wrote() -> None:
    code = """
import sys, kzcli.__main__ as main
def fake():
    print("what nobody has flushed")
    print("on neither stream", file=sys.stderr, end="")
    return {}
main.main = fake
main.program()
"""
    for exit_code in (0, 1, 2):
        done = run_code(code.format(exit_code))
        assert (done.returncode, done.stdout) == (exit_code, "what nobody has flushed\n")
        assert done.stderr == "on neither stream"
