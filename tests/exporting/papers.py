"""Papers to be made into files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.versions import sha256_of
from app.exporting.paper import Paper, Remark, Saying, Words

CHARTER = """# Network Charter

*Learning across borders.*

## 4. Membership

### 4.2 Who may join

Any **organisation** may join, as [we say](https://example.org/join).

3. Write to us
4. Wait
   - a month
   - at most two

> We learn from each other.

| Body | Seats |
| :-- | --: |
| Assembly | 40 |
| Core Group | 9 |

---

Last words.
"""
ARABIC = """# ميثاق الشبكة

## 4.2 العضوية

يجوز لكل مؤسسة (مثل **UNESCO**) أن تنضم في عام 2026.

1. تُقدَّم الطلبات
2. Answers in English

| العضو | الصوت |
| :-- | --: |
| مركز الأرز | 1 |
"""
ENGLISH_WORDS = Words("ltr", "Page {page} of {pages}", "Open comments", "Nothing.", "Instead:")
ARABIC_WORDS = Words("rtl", "صفحة {page} من {pages}", "تعليقات مفتوحة", "لا شيء.", "بدلًا من ذلك:")
REMARKS = (
    Remark(
        "4. Membership / 4.2 Who may join",
        "Any organisation",
        "Every organisation",
        (Saying("Nour, Cedar Centre", "1 March", "All of them?\nReally?"),),
    ),
)


def paper(markdown: str = CHARTER, **changes: object) -> Paper:
    """Version 3 of a charter, taken along by somebody who reads English."""
    made = Paper(
        title="Network Charter",
        group="Core Group",
        markdown=markdown,
        language="en",
        edition="Version 3: After the 4th meeting",
        at=datetime(2026, 3, 14, 9, 30, tzinfo=UTC),
        when="14 March 2026",
        sha256=sha256_of(markdown.encode("utf-8", "replace").decode()),
        words=ENGLISH_WORDS,
    )
    return replace(made, **changes)


def arabic_paper() -> Paper:
    """A charter in Arabic, taken along by somebody who reads Arabic."""
    return paper(
        ARABIC, title="ميثاق الشبكة", language="ar", edition="النسخة 3", when="14 مارس 2026",
        words=ARABIC_WORDS,
    )  # fmt: skip
