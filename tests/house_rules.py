"""The house rules, executable: who may import whom, and what is written in one place only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

IDENTITY = {"authlib", "joserfc"}
WEB = {"flask", "werkzeug", "wtforms", "jinja2", "requests", *IDENTITY}
SQL = {"sqlalchemy", "alembic", "psycopg"}
FILES = {"os", "pathlib", "io", "shutil", "tempfile", "socket", "sqlite3", "subprocess", "smtplib"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 60
LATE_LOADERS = ("booking.renderers.registry", "booking.adapters.identity_providers")
CLOCK_READS = {
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    *(f"time.{name}" for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter")),
    *(f"sqlalchemy.func.{name}" for name in ("now", "current_timestamp", "current_date")),
    *("datetime.date.today", "time.localtime", "time.gmtime"),
}


@dataclass(frozen=True)
class Layer:
    """What the modules of one layer may import: of ours, and of other people's."""

    ours: frozenset[str]
    only: frozenset[str] | None = None  # of other people's packages nothing else
    never: frozenset[str] = frozenset()


def layer(ours: str, *, only: Iterable[str] | None = None, never: Iterable[str] = ()) -> Layer:
    return Layer(
        frozenset(ours.split()), None if only is None else frozenset(only), frozenset(never)
    )


SCREENS = "usecases store renderers domain errors sentences clock settings services"
LAYERS = {
    "data": layer("", only=()),  # files that are shipped, and nothing that runs
    "sentences": layer("", only=()),  # below all that speaks to people
    "errors": layer("", only=()),
    "clock": layer("errors", only=()),
    "settings": layer("errors", only=()),
    "database": layer("settings errors", only=("sqlalchemy", "flask_sqlalchemy", "flask")),
    "domain": layer("errors sentences domain", never=WEB | SQL | FILES),
    "models": layer("database domain models", only=("sqlalchemy",)),
    "store": layer("models domain database errors sentences store", only=("sqlalchemy",)),
    "usecases": layer("store models domain database errors sentences usecases.ports", never=WEB),
    "renderers": layer("domain errors sentences renderers", never=WEB | SQL),
    "adapters": layer(
        "settings errors sentences database usecases.ports adapters", never={"flask"}
    ),
    "services": layer("clock settings usecases.ports", only=("flask", "limits")),
    "web": layer(f"{SCREENS} web"),
    "api": layer(f"{SCREENS} api", never=IDENTITY),
    "jobs": layer(f"{SCREENS} adapters jobs", never=IDENTITY),
    "commands": layer(f"{SCREENS} adapters database jobs commands", never=IDENTITY),
    "cli": layer(f"{SCREENS} adapters commands cli jobs app"),  # it assembles and starts
    "app": layer(f"{SCREENS} adapters database models web api jobs app"),
}


@dataclass(frozen=True)
class Module:
    """One file, read but not run."""

    name: str
    text: str
    tree: ast.Module
    is_package: bool

    @property
    def layer(self) -> str:
        return (self.name + ".").split(".")[1]

    def imports(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every imported module and what is taken out of it, also for type checking only."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, ()) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield self._source(node), tuple(alias.name for alias in node.names)

    def _source(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        folder = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        kept = folder[: len(folder) - node.level + 1]
        return ".".join([*kept, *filter(None, [node.module])])

    def names(self) -> dict[str, str]:
        """What each imported name stands for."""
        known = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    known[alias.asname or alias.name.split(".")[0]] = alias.name
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    known[alias.asname or alias.name] = f"{self._source(node)}.{alias.name}"
        return known


Package = dict[str, Module]
Rule = Callable[[Package], Iterator[str]]


def read_package(folder: Path) -> Package:
    modules = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        text = path.read_text()
        modules[name] = Module(name, text, ast.parse(text), is_package)
    return modules


def targets(module: Module, package: Package) -> Iterator[str]:
    """The modules that an import really loads: `from booking import store` loads the latter."""
    for source, taken in module.imports():
        inner = [f"{source}.{name}" for name in taken]
        yield from (name for name in inner if name in package)
        if not inner or any(name not in package for name in inner):
            yield source


def only_allowed_imports(package: Package) -> Iterator[str]:
    for module in package.values():
        allowed = LAYERS.get(module.layer)
        if allowed is None:
            if module.layer:
                yield f"{module.name} belongs to no layer of the table"
            continue
        for target in targets(module, package):
            if not may_import(allowed, target):
                yield f"{module.name} imports {target}"


def may_import(allowed: Layer, target: str) -> bool:
    root, *rest = target.split(".")
    if root == "booking":
        inside = ".".join(rest)
        return any(inside == ours or inside.startswith(f"{ours}.") for ours in allowed.ours)
    forbidden = any(root == name or root.startswith(f"{name}_") for name in allowed.never)
    foreign = root not in sys.stdlib_module_names
    return not forbidden and not (foreign and allowed.only is not None and root not in allowed.only)


def no_circle(package: Package) -> Iterator[str]:
    graph = {
        name: {target for target in targets(module, package) if target in package}
        for name, module in package.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield " -> ".join(error.args[1])


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def no_hidden_import(package: Package) -> Iterator[str]:
    for module in package.values():
        if module.name in LATE_LOADERS:
            continue
        for function in functions(module):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{module.name}:{node.lineno} imports inside {function.name}"
        for line, used in uses(module):
            if used in ("importlib.import_module", "__import__"):
                yield f"{module.name}:{line} imports by name"


def uses(module: Module) -> Iterator[tuple[int, str]]:
    """Every name and dotted name of a module, spelled out by its imports."""
    known = module.names()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, _, rest = ast.unparse(node).partition(".")
            yield node.lineno, ".".join(filter(None, [known.get(first, first), rest]))


def one_clock(package: Package) -> Iterator[str]:
    for module in package.values():
        for line, used in uses(module):
            if used in CLOCK_READS and module.name != "booking.clock":
                yield f"{module.name}:{line} reads the clock by {used}"


def calls(module: Module) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def one_commit(package: Package) -> Iterator[str]:
    for module in package.values():
        for call in calls(module):
            commits = isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
            if commits and module.name != "booking.database":
                yield f"{module.name}:{call.lineno} commits"


def prints_in_cli_only(package: Package) -> Iterator[str]:
    for module in package.values():
        for call in calls(module):
            prints = isinstance(call.func, ast.Name) and call.func.id == "print"
            if prints and module.layer != "cli":
                yield f"{module.name}:{call.lineno} prints"


def short_files(package: Package) -> Iterator[str]:
    for module in package.values():
        length = len(module.text.splitlines())
        if length >= LONGEST_FILE:
            yield f"{module.name} has {length} lines"


def short_functions(package: Package) -> Iterator[str]:
    for module in package.values():
        for function in functions(module):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{module.name}.{function.name} has {length} lines"


def telling_names(package: Package) -> Iterator[str]:
    for name in package:
        if {"util", "utils", "helper", "helpers", "manager", "common"} & set(name.split(".")):
            yield f"{name} says nothing by its name"
