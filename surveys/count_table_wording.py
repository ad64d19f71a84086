"""The fixed words of the blank table of counts, in the six languages. PURE.

`all`, `answered`, `invited`, `base` and `sum` are read back: they stand in `surveys.count_words` as well.
"""

from typing import Final

PHRASES: Final = {
    "sheet": {"en": "Counts", "zh": "计数", "ar": "الأعداد", "fr": "Effectifs", "ru": "Численность", "es": "Recuentos"},
    "title": {
        "en": "{survey}, data year {year}: table of counts",
        "zh": "{survey}，数据年份{year}：计数表",
        "ar": "{survey}، سنة البيانات {year}: جدول الأعداد",
        "fr": "{survey}, année des données {year} : tableau des effectifs",
        "ru": "{survey}, год данных {year}: таблица численности",
        "es": "{survey}, año de los datos {year}: cuadro de recuentos",
    },
    "how": {
        "en": "Write into each yellow cell how many respondents gave the answer, and into the row “n” how many answered the question. Write whole numbers, no percentages. Leave empty what is not known: an empty cell is not a zero.",
        "zh": "请在每个黄色单元格中填写给出该答案的答复方数目，并在“n”行填写回答该问题的数目。请填整数，不填百分比。不知道的请留空：空白不等于零。",
        "ar": "اكتب في كل خلية صفراء عدد المجيبين الذين أعطوا هذه الإجابة، وفي السطر «n» عدد الذين أجابوا عن السؤال. اكتب أعدادا صحيحة لا نسبا مئوية. واترك ما لا تعرفه فارغا: فالخلية الفارغة ليست صفرا.",
        "fr": "Inscrivez dans chaque cellule jaune le nombre de répondants ayant donné la réponse et, dans la ligne « n », le nombre de ceux qui ont répondu à la question. Des nombres entiers, pas de pourcentages. Laissez vide ce qui n’est pas connu : une cellule vide n’est pas un zéro.",
        "ru": "В каждой желтой ячейке укажите, сколько респондентов дали этот ответ, а в строке «n» — сколько ответили на вопрос. Указывайте целые числа, а не проценты. Неизвестное оставьте пустым: пустая ячейка — не ноль.",
        "es": "Escriba en cada celda amarilla cuántos encuestados dieron la respuesta y, en la fila «n», cuántos respondieron a la pregunta. Números enteros, no porcentajes. Deje vacío lo que no se sepa: una celda vacía no es un cero.",
    },
    "all": {"en": "All", "zh": "全部", "ar": "الكل", "fr": "Ensemble", "ru": "Все", "es": "Todos"},
    "question": {"en": "Question", "zh": "问题", "ar": "السؤال", "fr": "Question", "ru": "Вопрос", "es": "Pregunta"},
    "answer": {"en": "Answer", "zh": "答案", "ar": "الإجابة", "fr": "Réponse", "ru": "Ответ", "es": "Respuesta"},
    "wording": {"en": "Wording", "zh": "措辞", "ar": "النص", "fr": "Libellé", "ru": "Формулировка", "es": "Texto"},
    "invited": {
        "en": "Invited to the survey",
        "zh": "受邀参加调查的数目",
        "ar": "عدد المدعوين إلى الاستقصاء",
        "fr": "Invités à l’enquête",
        "ru": "Приглашены к обследованию",
        "es": "Invitados a la encuesta",
    },
    "answered": {
        "en": "Answered the survey",
        "zh": "答复调查的数目",
        "ar": "عدد الذين أجابوا عن الاستقصاء",
        "fr": "Ont répondu à l’enquête",
        "ru": "Ответили на обследование",
        "es": "Respondieron a la encuesta",
    },
    "base": {
        "en": "n: how many gave an answer to this question",
        "zh": "n：回答该问题的数目",
        "ar": "n: عدد الذين أجابوا عن هذا السؤال",
        "fr": "n : combien ont répondu à cette question",
        "ru": "n: сколько ответили на этот вопрос",
        "es": "n: cuántos respondieron a esta pregunta",
    },
    "sum": {
        "en": "Sum of the numbers given",
        "zh": "所填数字之和",
        "ar": "مجموع الأرقام المقدمة",
        "fr": "Somme des nombres donnés",
        "ru": "Сумма указанных чисел",
        "es": "Suma de los números indicados",
    },
    "blank": {
        "en": "Left blank",
        "zh": "留空",
        "ar": "تُرك فارغا",
        "fr": "Laissé en blanc",
        "ru": "Оставлено без ответа",
        "es": "En blanco",
    },
    "not_shown": {
        "en": "Question not shown",
        "zh": "未显示该问题",
        "ar": "لم يُعرض السؤال",
        "fr": "Question non posée",
        "ru": "Вопрос не задавался",
        "es": "No se mostró la pregunta",
    },
}  # fmt: skip
