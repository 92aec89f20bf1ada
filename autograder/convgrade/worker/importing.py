"""Import a student's modules from memory: nothing of a submission is a file that the worker could read.

The finder stands last in ``sys.meta_path``, so that no file of a submission can take the place of a
module of the standard library or of numpy.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import io
import linecache
import sys
from collections.abc import Mapping, Sequence
from types import CodeType, ModuleType

from convgrade.worker.policy import Policy, importer_of


class SourceImporter(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds and loads modules whose source it was given."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._policy = Policy()

    def add(self, sources: Mapping[str, bytes], policy: Policy) -> None:
        """Take over sources by file name, and what they may import; tracebacks show their lines."""
        self._policy = policy
        for file_name, content in sources.items():
            self._files[file_name] = content
            text = content.decode("utf-8-sig", "replace")
            lines = io.StringIO(text, newline=None).readlines()  # as Python itself splits them
            linecache.cache[file_name] = (len(text), None, lines, file_name)
        if self not in sys.meta_path:
            sys.meta_path.append(self)

    @property
    def file_names(self) -> frozenset[str]:
        """Return the names of the files it was given."""
        return frozenset(self._files)

    def load(self, name: str) -> ModuleType:
        """Run the student's module ``name``, if it has not run yet, and return it."""
        module = sys.modules.get(name)
        if module is not None and getattr(module, "__loader__", None) is self:
            return module
        spec = self.find_spec(name)
        if spec is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            self.exec_module(module)
        except BaseException:
            sys.modules.pop(name, None)
            raise
        return module

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return where a module comes from, if it is one of the student's."""
        del path, target
        if f"{fullname}.py" not in self._files:
            if Policy(packages=self._policy.packages).allows(fullname):
                return None
            raise ModuleNotFoundError(f"{fullname} is not available here: {self._policy.sentence}", name=fullname)
        return importlib.machinery.ModuleSpec(fullname, self, origin=f"{fullname}.py")

    def exec_module(self, module: ModuleType) -> None:
        """Run a module."""
        module.__file__ = f"{module.__name__}.py"
        own = {file_name.removesuffix(".py") for file_name in self._files}
        module.__dict__["__builtins__"] = importer_of(self._policy, own)
        exec(self.get_code(module.__name__), module.__dict__)  # noqa: S102 - this is the student's process

    def get_code(self, fullname: str) -> CodeType:
        """Return the compiled source of a module."""
        return compile(self.get_source(fullname), f"{fullname}.py", "exec", dont_inherit=True)

    def get_source(self, fullname: str) -> str:
        """Return the source of a module (`inspect.getsource` asks for it)."""
        file_name = f"{fullname}.py"
        content = self._files[file_name]
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise SyntaxError("the file is not UTF-8", (file_name, line, None, None)) from None
