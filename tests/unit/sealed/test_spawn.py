# SPDX-License-Identifier: Apache-2.0
"""The server that sealed processes are forked from: a fork itself where that is safe, and gone in time."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from hearthwatch.commands import serve

#: What is run as a program of its own, because this one may have threads.
_PROGRAM = """
import os, sys, threading
from hearthwatch.sealed.spawn import Nursery, end
{before}

def say(path):
    import os
    with open(path, "w") as out:
        out.write(f"{{os.getppid()}} {{open(f'/proc/{{os.getppid()}}/cmdline').read()!r}}")

if __name__ == "__main__":
    nursery = Nursery(())
    for number in range(2):
        process = nursery.start(say, f"{{sys.argv[1]}}.{{number}}", name="said")
        process.join()
        end(process)
"""
_THREAD = "threading.Thread(target=threading.Event().wait, daemon=True).start()"


def run(folder: Path, before: str = "") -> tuple[tuple[int, str], tuple[int, str]]:
    """Run the program; return of both processes the server's number and its command line."""
    program = folder / "program.py"
    program.write_text(textwrap.dedent(_PROGRAM).format(before=before))
    subprocess.run([sys.executable, str(program), str(folder / "out")], check=True, timeout=30)
    found = []
    for number in range(2):
        server, line = (folder / f"out.{number}").read_text().split(" ", 1)
        found.append((int(server), line))
    return found[0], found[1]


def ends(process: int) -> bool:
    """Whether a process ends within three seconds."""
    for _ in range(30):
        if not Path(f"/proc/{process}").exists():
            return True
        time.sleep(0.1)  # noqa: TID251 - another process's time
    return False


def test_a_program_of_one_thread_is_forked_once_and_its_server_ends_with_it(tmp_path: Path) -> None:
    """Both processes come from one fork of the program, which is gone once the program is."""
    first, second = run(tmp_path)
    assert first == second
    assert "program.py" in first[1]
    assert ends(first[0])


def test_a_program_with_threads_is_never_forked(tmp_path: Path) -> None:
    """The server is then an interpreter of its own."""
    first, second = run(tmp_path, _THREAD)
    assert first == second
    assert "program.py" not in first[1]
    assert "forkserver" in first[1]
    assert ends(first[0])


def test_sealed_processes_are_provided_for_before_any_password_is_read() -> None:
    """The service makes its nursery before it loads its configuration: a fork has all that is in memory."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(serve.run)))
    calls = [
        (node.lineno, node.func.id)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    order = [name for _, name in sorted(calls) if name in {"wiring", "load_config"}]
    assert order == ["wiring", "load_config"]
