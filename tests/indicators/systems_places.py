"""Where the documents speak of each system, checked by hand: code -> document and paragraphs, whoever wrote them down.

Each of these places has to stand at a fact of the system or of one of its parts, and nothing else may.
"""

PLACES = {
    # Strategies, frameworks, instruments, reports
    "system-wide-strategy": "A/78/290: 3, 56-74; A/75/297: 64; DP/CF/SSC/7: 10, 27, 32-34, 46(b), 52; A/RES/79/236: 19",
    "strategy-monitoring": "A/78/290: 56, 74",
    "bapa-40": "A/78/290: 27-55; A/75/297: part-2; A/RES/79/236: 1, 30",
    "qcpr": "A/69/153: 8, 12, 19; DP/CF/SSC/7: 8, 23, 51-52; A/78/290: 2",
    "qcpr-report-2020": "DP/CF/SSC/7: 23",
    "unossc-framework": "DP/CF/SSC/7: 4-6, 26-42, 47-48, 53-55",
    "country-instruments": "A/78/290: 29-33, 59, 81; DP/CF/SSC/7: 24, 31, 33-34; A/69/153: 18; A/RES/79/236: 19, 21",
    "voluntary-national-reviews": "DP/CF/SSC/7: 33-34; A/RES/79/236: preamble, 18; A/75/297: 30",
    "dco-information-system": "DP/CF/SSC/7: 52",
    "sdg-measuring": "A/78/290: 54-55, 79; A/RES/79/236: preamble, 24-25",
    "operational-guidelines": "A/69/153: 12-15, 18, 20, 72",
    "nairobi-outcome": "A/69/153: 7, 12, 38; A/RES/79/236: preamble",
    "bapa-1978": "A/69/153: 7, 12, 38; A/RES/79/236: preamble",
    "guidance-country-teams": "A/78/290: 30, 81; DP/CF/SSC/7: 33",
    "evaluation": "DP/CF/SSC/7: 43-44, 53-54",
    "reports": "DP/CF/SSC/7: 27-28, 55; A/RES/79/236: 30",
    "climate-action-plan": "A/75/297: 70",
    "oecd-repository": "A/78/290: 24-25; A/75/297: 80",
    "segib-report": "A/78/290: 40",
    # Surveys
    "survey-unossc-entity": "A/75/297: 3, 5; A/78/290: 2, 56",
    "survey-desa-government": "A/78/290: 2, 57, 62",
    "survey-desa-hq": "A/78/290: 2, 27",
    "survey-desa-unct": "A/78/290: 2, 33, 56",
    # Platforms, tools, mechanisms
    "south-south-galaxy": "A/75/297: 75-76, 84; DP/CF/SSC/7: 15, 35, 38; A/78/290: 35, 66; A/RES/79/236: 10",
    "south-south-expo": "A/69/153: 48, 62-63; A/75/297: 77; DP/CF/SSC/7: 28, 35; A/78/290: 37, 41, 52; A/RES/79/236: 10-11",
    "global-thinkers": "A/75/297: 71; DP/CF/SSC/7: 28, 46(g); A/78/290: 2, 43",
    "directors-general-forum": "A/75/297: 65; DP/CF/SSC/7: 28, 31, 35; A/78/290: 37",
    "solutions-lab": "DP/CF/SSC/7: 6, 36, 38",
    "escap-connecting-line": "A/78/290: 37",
    "wfp-match-making": "A/75/297: 32, 53, fn-16",
    "fao-gateway": "A/75/297: 33, 39",
    "unep-exchange-mechanism": "A/69/153: 34, 64",
    "ss-gate": "A/69/153: 62, 64",
    "development-academy": "A/69/153: 62",
    "undp-tools": "A/75/297: 9, 29, fn-15; A/69/153: 37; A/78/290: 46",
    "unfpa-strategy": "A/78/290: 28",
    "fao-guidelines": "A/78/290: 28",
    "paho-guidelines": "A/78/290: 28; A/75/297: 19",
    "unicef-manual": "A/75/297: 13",
    "unv-portal": "A/78/290: 36",
    "wipo-platforms": "A/69/153: 44, 64",
    "world-bank-exchange": "A/69/153: 36",
    "ilo-cinterfor": "A/69/153: 34",
    "regional-platforms": "A/78/290: 22, 53; A/75/297: 59",
    "inter-agency-mechanism": "A/75/297: 64; DP/CF/SSC/7: 10, 14, 31-32, 46(d), 54; A/78/290: 56, 81",
    "regional-collaborative-platforms": "A/78/290: 69, 81; DP/CF/SSC/7: 24(d), 46(b)",
    "sti-mapping": "A/78/290: 23",
    "trade-monitor": "A/69/153: 2, 31",
    # Funds
    "un-fund-ssc": "A/78/290: 19; A/75/297: 78, 82, 90; A/RES/79/236: preamble, 16",
    "india-un-fund": "A/75/297: 79, 82; A/78/290: 19, 34",
    "ibsa-fund": "A/69/153: 56; A/75/297: 82; A/78/290: 19-20, 48",
    "perez-guerrero-fund": "A/69/153: 50; A/75/297: 79; A/78/290: 19; A/RES/79/236: 16-17",
    "undp-allocation": "A/69/153: 50; DP/CF/SSC/7: 48",
    "unossc-resources": "A/69/153: 50; A/75/297: 78",
    "china-ifad-facility": "A/75/297: 78",
    "korea-unossc-facility": "A/75/297: fn-40; A/78/290: 64, fn-36",
    "wfp-opportunity-fund": "A/75/297: 53; A/78/290: 45",
    "fao-china-programme": "A/69/153: 43, 48; A/78/290: 44",
    "russia-undp-fund": "A/75/297: 44",
    "unido-fund": "A/75/297: 45",
    "fealac-fund": "A/75/297: 27",
    "german-regional-funds": "A/78/290: 26",
    "southern-development-banks": "A/78/290: 8-13",
    "peacebuilding-fund": "A/78/290: 20",
    # The inspectors, with the twelve recommendations as parts
    "jiu-2011-3": "A/69/153: 12, 14-18, 60, 73",
}


def places_of(text: str) -> set[tuple[str, str]]:
    """(document, paragraph) of each single paragraph: "A/1: 3, 5-6" has three."""
    found = set()
    for part in text.split("; "):
        document, _colon, places = part.partition(": ")
        for place in places.split(", "):
            found |= {(document, each) for each in single_places(place)}
    return found


def single_places(place: str) -> set[str]:
    """The paragraphs of a range; "46(b)" and "fn-16" are one each."""
    first, _dash, last = place.partition("-")
    if first.isdecimal() and last.isdecimal():
        return {str(number) for number in range(int(first), int(last) + 1)}
    return {place}
