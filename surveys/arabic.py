"""Arabic words that only join others, which nobody looks for: PostgreSQL has no list of them, as it has for the languages
of the other stemmers. Prepositions, conjunctions, pronouns, words that ask. PURE."""

from typing import Final

_JOINING: Final = """
من في على إلى الى عن مع حتى منذ بين بينما خلال ضمن لدى عند نحو حول دون قبل بعد تحت فوق أمام
فيما مما عما وما بما كما لما ممن
ما ماذا لماذا من كم كيف متى أين أي أية هل أ
الذي التي الذين اللذان اللتان اللاتي اللواتي
هو هي هم هن هما أنت أنتم نحن أنا
هذا هذه ذلك تلك هؤلاء أولئك هنا هناك
و أو ثم بل لكن أن إن إنّ لأن كي إذا إذ لو لا لم لن ليس ليست قد لقد
كان كانت يكون تكون كانوا تم يتم
به بها بهم فيه فيها فيهم منه منها منهم عليه عليها عليهم إليه إليها إليهم له لها لهم عنه عنها عنهم معه معها
كل بعض غير سوى أيضا فقط حيث عام سنة
"""
JOINING_WORDS: Final = frozenset(_JOINING.split())
