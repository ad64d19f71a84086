"""The fixed words of the workbook to fill in, per language. PURE.

Two languages so far; a language that lacks a phrase shows it in English. The code column's heading and the
name of the sheet of answers are read back by `surveys.formats.template`.
"""

from typing import Final

PHRASES: Final = {
    "cover_sheet": {"en": "Start here", "zh": "填写说明"},
    "round": {"en": "Data year", "zh": "数据年份"},
    "respondent": {"en": "Respondent", "zh": "答复方"},
    "deadline": {"en": "Please return by", "zh": "请于此日期前交回"},
    "contact": {"en": "Questions to", "zh": "联系方式"},
    "about": {"en": "About this questionnaire", "zh": "关于本问卷"},
    "version_and_status": {"en": "Version {version}: {status}", "zh": "{version}版：{status}"},
    "how": {"en": "How to fill it in", "zh": "如何填写"},
    "how_1": {
        "en": "Fill in the coloured cells of the sheet “Answers”; the other cells are locked.",
        "zh": "请在“Answers”工作表的着色单元格内填写；其他单元格已锁定。",
    },
    "how_2": {
        "en": "Where a cell offers a list, choose from it. Numbers are written in digits, without words beside them.",
        "zh": "单元格附有列表的，请从列表中选择。数字一律用阿拉伯数字填写，不加文字。",
    },
    "how_3": {
        "en": "Write 0 where the number is zero, and leave a cell empty only if you do not answer the question. "
        "“Not applicable” and “Do not know” are answers where they are offered.",
        "zh": "数目为零时请填“0”；只有不回答某一问题时才留空。凡提供“不适用”“不清楚”选项的，均可作为答复填写。",
    },
    "how_4": {
        "en": "Do not add, delete or move rows, columns or sheets: your answers are read by their place.",
        "zh": "请勿增删或移动行、列和工作表：系统按位置读取答复。",
    },
    "how_5": {
        "en": "Upload the file when it is ready. Every cell that needs another look will be shown to you at once.",
        "zh": "填写完毕后请上传文件。所有需要核对的单元格将一次列出。",
    },
    "illustrative": {
        "en": "Illustrative data: the respondent and the answers are made up, to show how the survey works.",
        "zh": "示例数据：答复方及答复内容均为虚构，仅用于演示调查流程。",
    },
    "number": {"en": "No.", "zh": "序号"},
    "code": {"en": "Code", "zh": "代码"},
    "question": {"en": "Question", "zh": "问题"},
    "answer": {"en": "Answer", "zh": "答复"},
    "unit": {"en": "Unit", "zh": "单位"},
    "help": {"en": "How to answer", "zh": "填写提示"},
    "previous": {"en": "Your last answer", "zh": "上次答复"},
    "only_if": {"en": "Only if {number} is “{option}”.", "zh": "仅在第{number}题答复为“{option}”时填写。"},
    "required": {"en": "Required.", "zh": "必填。"},
    "or_words": {"en": "Or: {words}.", "zh": "亦可填：{words}。"},
    "yes_no": {"en": "Choose from the list.", "zh": "请从列表中选择。"},
    "one_of": {"en": "Choose from the list.", "zh": "请从列表中选择。"},
    "many_of": {"en": "Yes or no for each line.", "zh": "请逐行选择“是”或“否”。"},
    "scale": {"en": "Choose one step of the scale.", "zh": "请选择量表中的一级。"},
    "grid": {"en": "One answer from the list for each line.", "zh": "请逐行从列表中选择一项。"},
    "at_most": {"en": "At most {limit} times yes.", "zh": "最多选{limit}项“是”。"},
    "specify": {"en": "In words, where you chose this answer.", "zh": "如选择此项，请以文字说明。"},
    "words_beside": {"en": "{option}: in words", "zh": "{option}：请说明"},
    "occurrence": {
        "en": "{title} ({number} of at most {most})",
        "zh": "{title}（第{number}项，最多{most}项）",
    },
    "whole_number": {"en": "A whole number.", "zh": "请填整数。"},
    "decimal": {"en": "A number; decimals are fine.", "zh": "请填数字，可含小数。"},
    "amount": {"en": "An amount in {unit}, in full.", "zh": "请以{unit}填写全额。"},
    "percentage": {
        "en": "A number from 0 to 100, without the sign %.",
        "zh": "请填0至100之间的数字，不加百分号。",
    },
    "date": {"en": "A date, such as 2022-12-31.", "zh": "请填日期，如2022-12-31。"},
    "text": {"en": "In words, at most {limit} characters.", "zh": "文字说明，不超过{limit}个字符。"},
    "per_cent": {"en": "per cent", "zh": "%"},
    "invalid": {
        "en": "This cell does not take that answer. See “How to answer” in the same row.",
        "zh": "此单元格不能填写该内容。请参看同一行的“填写提示”。",
    },
    "page": {"en": "Page &P of &N", "zh": "第&P页，共&N页"},
}
