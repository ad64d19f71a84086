"""The headings by which each tool's own columns are known: contacts, bookkeeping, respondent, completion. PURE.

A contact column is recognized so that nothing of it goes anywhere: no answer, no issue, no proposal. All
headings are compared folded and without spaces, hyphens and underscores.
"""

import re
from functools import lru_cache
from typing import Final

from surveys.absences import fold


@lru_cache(maxsize=4096)
def squeeze(heading: str) -> str:
    """A heading as the lists below have it: folded, without tags, spaces, hyphens, underscores and brackets."""
    return re.sub(r"[\s_\-()#’']|<[^>]*>", "", fold(heading))


def _squeezed(*headings: str) -> frozenset[str]:
    return frozenset(squeeze(heading) for heading in headings)


# People write these into tables of their own as well.
ANYWHERE: Final = _squeezed(
    *("e-mail", "email address", "e-mail address", "your e-mail", "your email", "contact e-mail", "mail"),
    *("first name", "last name", "surname", "family name", "given name", "full name", "your name"),
    *("contact", "contact person", "contact name", "name of contact", "name of contact person", "job title"),
    *("phone", "phone number", "telephone", "telephone number", "mobile", "mobile number", "ip address"),
    *("电子邮件", "电子邮箱", "邮箱", "姓名", "联系人", "电话", "联系电话", "手机"),
    *("correo electrónico", "apellido", "apellidos", "teléfono"),
    *("courriel", "adresse e-mail", "adresse électronique", "prénom", "nom de famille", "téléphone"),
    *("адрес электронной почты", "электронная почта", "фамилия", "телефон", "контактное лицо"),
    *("البريد الإلكتروني", "رقم الهاتف", "الهاتف"),
)
QUESTIONS_FOR_CONTACTS: Final = re.compile(
    r"\b(e-?mail|postal) address|\b(tele)?phone number|\byour (full )?name\b|\bname of the (contact|focal point)"
    r"|电子邮件地址|联系电话|您的姓名",
    re.IGNORECASE,
)
CONTACTS: Final = {
    "qualtrics": _squeezed(
        *("IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "EmailAddress", "Name"),
        *("LocationLatitude", "LocationLongitude", "LocationAccuracy", "RecipientPhone"),
    ),
    "surveymonkey": _squeezed(
        *("IP Address", "Email Address", "First Name", "Last Name", "Company", "Address", "Address 2"),
        *("City/Town", "State/Province", "ZIP/Postal Code", "Phone Number", "Name"),
    ),
    "limesurvey": _squeezed(
        *("IP address", "ipaddr", "Email address", "First name", "Last name", "Referrer URL", "refurl"),
    ),
    "kobo": _squeezed(
        *(
            "_submitted_by",
            "_geolocation",
            "username",
            "phonenumber",
            "deviceid",
            "simserial",
            "subscriberid",
        ),
        *("_latitude", "_longitude", "email"),
    ),
    "ms_forms": _squeezed(
        *("Email", "Name", "E-Mail", "Nombre", "Nom", "Correo electrónico", "Adresse de messagerie", "名称"),
        *("电子邮件", "姓名", "Адрес электронной почты", "Имя", "البريد الإلكتروني", "الاسم"),
    ),
}
BOOKKEEPING: Final = {
    "qualtrics": _squeezed(
        *("StartDate", "EndDate", "Status", "Progress", "Duration", "Duration (in seconds)", "Finished"),
        *("RecordedDate", "_recordId", "ResponseId", "ResponseSet", "DistributionChannel", "UserLanguage"),
        *("ExternalReference", "ExternalDataReference"),
    ),
    "surveymonkey": _squeezed(
        *(
            "RespondentID",
            "Respondent ID",
            "Collector ID",
            "CollectorID",
            "Start Date",
            "StartDate",
            "End Date",
        ),
        *("EndDate", "Date Created", "Date Modified", "Custom Data 1", "CustomData1", "collector_id"),
    ),
    "limesurvey": _squeezed(
        *("id", "Response ID", "submitdate", "Date submitted", "lastpage", "Last page", "startlanguage"),
        *("Start language", "seed", "startdate", "Date started", "datestamp", "Date last action", "token"),
        *("Access code", "Total time", "interviewtime"),
    ),
    "kobo": _squeezed(
        *(
            "start",
            "end",
            "today",
            "_id",
            "_uuid",
            "_submission_time",
            "_validation_status",
            "_notes",
            "_status",
        ),
        *("__version__", "_version_", "_tags", "_index", "_xform_id_string", "formhub/uuid", "uuid"),
        *("meta/instanceID", "instanceID", "meta/rootUuid", "_parent_table_name", "_parent_index"),
        *("_submission__id", "_submission__uuid", "_submission__submission_time", "_submission__status"),
        *("_submission__validation_status", "_submission__notes", "_submission__submitted_by"),
        *("_submission___version__", "_submission__tags", "audit", "deprecatedID"),
    ),
    "ms_forms": _squeezed(
        *("ID", "Id", "Start time", "Completion time", "Last modified time", "Language", "Total points"),
        *("Quiz feedback", "Grade posted time", "开始时间", "完成时间", "上次修改时间", "语言"),
        *("Hora de inicio", "Hora de finalización", "Hora de la última modificación", "Idioma"),
        *("Heure de début", "Heure de fin", "Heure de la dernière modification", "Langue"),
        *("Время начала", "Время завершения", "Время последнего изменения", "Язык"),
        *("وقت البدء", "وقت الإكمال", "اللغة"),
    ),
}
# Which of the tool's own columns may say who answers.
REFERENCES: Final = {
    "qualtrics": _squeezed("ExternalReference", "ExternalDataReference"),
    "surveymonkey": _squeezed("Custom Data 1", "CustomData1"),
    "limesurvey": _squeezed("Access code", "token"),
}
RESPONDENTS: Final = _squeezed(
    *(
        "respondent code",
        "respondent",
        "entity",
        "entity code",
        "country",
        "country code",
        "iso3",
        "iso 3166",
    ),
    *("iso2", "m49", "m49 code", "access code", "country team", "organization", "agency", "government"),
    *("答复方代码", "代码", "答复方", "实体", "国家", "pays", "país", "страна", "البلد", "code"),
)
TOTALS: Final = frozenset(
    map(
        fold,
        (
            *("total", "totals", "grand total", "sub-total", "subtotal", "sum", "overall total"),
            *("合计", "总计", "共计", "小计", "总和", "总数", "合計", "總計"),
            *(
                "total général",
                "totaux",
                "sous-total",
                "somme",
                "total general",
                "totales",
                "suma",
                "suma total",
            ),
            *("итого", "всего", "общий итог", "итог", "сумма", "всего по всем"),
            *("المجموع", "مجموع", "الإجمالي", "إجمالي", "المجموع الكلي", "المجموع العام", "المجموع الفرعي"),
        ),
    )
)
"""What people write before a row of sums under a table, folded."""
COMPLETED: Final = {
    "qualtrics": _squeezed("EndDate", "RecordedDate"),
    "surveymonkey": _squeezed("End Date", "EndDate", "Date Modified"),
    "limesurvey": _squeezed("submitdate", "Date submitted"),
    "kobo": _squeezed("_submission_time"),
    "ms_forms": _squeezed(
        *("Completion time", "完成时间", "Hora de finalización", "Heure de fin"),
        *("Время завершения", "وقت الإكمال"),
    ),
}
