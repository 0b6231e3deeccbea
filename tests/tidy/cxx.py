"""Reads C++ well enough for the rules of tidy.py: includes, functions, awaited lambdas."""

import re

# Strings and comments; a quote between digits separates them (1'000) and opens nothing.
_OPAQUE = re.compile(
    r"""R"([^()\\\s]{0,16})\(.*?\)\1"
    |"(?:\\.|[^"\\\n])*"
    |(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'
    |//[^\n]*
    |/\*.*?\*/""",
    re.S | re.X,
)
_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
_NO_FUNCTION = re.compile(
    r"^(?:(?:public|private|protected)\s*:\s*)*(?:template\s*<[^;{}]*>\s*)?"
    r"(?:class|struct|enum|union|namespace|extern)\b"
)
# A test case is a table with sentences around it; its file's length is what bounds it.
_TEST_CASE = re.compile(r"\b(?:TEST_CASE|SCENARIO|TEST_CASE_METHOD|TEMPLATE_TEST_CASE)\s*\(")
# `A(int b) : b_` before `{b}`: a member's initializer, not yet the body.
_INITIALIZER = re.compile(r"\)[^{};]*[^:]:[^:].*[\w>]$", re.S)
_CAPTURE = re.compile(r"(?<![\w)\]\[])\[[^\[\]]+\]\s*(?:\(|\{|<|mutable\b)")


def _blank(match):
    return "".join("\n" if c == "\n" else " " for c in match.group())


class Source:
    """One .h or .cc. Lines are counted from 1."""

    def __init__(self, text):
        self.text = text
        self.code = _OPAQUE.sub(_blank, text)  # Same length and lines, no strings or comments.

    def line_at(self, position):
        return self.text.count("\n", 0, position) + 1

    def includes(self):
        """(line, `<` or `"`, name) of each #include, those in comments left out."""
        return [
            (self.line_at(m.start(1)), m.group(1), m.group(2))
            for m in _INCLUDE.finditer(self.text)
            if "#" in self.code[m.start() : m.start(1)]
        ]

    def matches(self, pattern):
        """(line, text) wherever the pattern matches outside strings and comments."""
        found = re.finditer(pattern, self.code, re.M)
        return [(self.line_at(m.start()), m.group()) for m in found]

    def functions(self):
        """(line, length in lines) of each outermost function body with its head."""
        found = []
        head_start = 0
        depth = 0  # Inside a function only.
        initializers = 0  # Open braces of member initializers.
        begin = None
        for m in re.finditer(r"[{};]|^\s*#[^\n]*", self.code, re.M):
            token = m.group()
            if begin is not None:
                depth += {"{": 1, "}": -1}.get(token, 0)
                if depth == 0:
                    last = self.line_at(m.start())
                    found.append((begin, last - begin + 1))
                    begin = None
            elif initializers or (token == "{" and self._initializes(head_start, m.start())):
                initializers += {"{": 1, "}": -1}.get(token, 0)
                continue
            elif token == "{" and self._opens_function(head_start, m.start()):
                head = self.code[head_start : m.start()]
                begin = self.line_at(head_start + len(head) - len(head.lstrip()))
                depth = 1
            head_start = m.end()
        return found

    def _initializes(self, start, end):
        head = self.code[start:end].strip()
        return _INITIALIZER.search(head) is not None and not _NO_FUNCTION.search(head)

    def _opens_function(self, start, end):
        head = self.code[start:end].strip()
        if ")" not in head or head.endswith(("=", ",", "(", "return")):
            return False
        return not _NO_FUNCTION.search(head) and not _TEST_CASE.search(head)

    def awaited_captures(self):
        """Lines of capturing lambdas written inside a co_await expression."""
        found = []
        for await_ in re.finditer(r"\bco_await\b", self.code):
            expression = self._expression_from(await_.end())
            found += [
                self.line_at(await_.end() + m.start()) for m in _CAPTURE.finditer(expression)
            ]
        return found

    def _expression_from(self, start):
        """Up to the semicolon or closing parenthesis that ends the expression begun at start."""
        depth = 0
        for m in re.finditer(r"[(){};]", self.code[start:]):
            depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(m.group(), 0)
            if depth < 0 or (depth == 0 and m.group() == ";"):
                return self.code[start : start + m.start()]
        return self.code[start:]
