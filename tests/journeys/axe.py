"""Accessibility rules (axe-core, WCAG 2.2 AA) on a page, under our strict policy.

The policy forbids injected scripts, so axe comes in through the debugger (CDP ``Runtime.evaluate``), which it doesn't bind.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def source() -> str:
    """axe-core as the package axe-playwright-python carries it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Any) -> list[str]:
    """One line a broken rule: its id, how bad, what to do, where. ``page``: playwright's."""
    session = page.context.new_cdp_session(page)
    try:
        session.send("Runtime.evaluate", {"expression": source()})
        run = f"axe.run(document, {json.dumps({'runOnly': TAGS})}).then(r => JSON.stringify(r.violations))"
        answer = session.send("Runtime.evaluate", {"expression": run, "awaitPromise": True, "returnByValue": True})
    finally:
        session.detach()
    if "exceptionDetails" in answer:
        raise RuntimeError(json.dumps(answer["exceptionDetails"])[:500])
    return [_line(found) for found in json.loads(answer["result"]["value"])]


def _line(found: dict[str, Any]) -> str:
    places = "; ".join(f"{' '.join(n['target'])} {n['html'][:120]}" for n in found["nodes"][:4])
    return f"{found['id']} ({found['impact']}): {found['help']}: {len(found['nodes'])} × {places}"


def assert_accessible(page: Any) -> None:
    """Fails with all broken rules of the page."""
    found = violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)
