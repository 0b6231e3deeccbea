"""Which holidays go into which calendar of policies/calendars, and what is to be known of each.

A list of facts for calendars.py; nothing in it needs the package `holidays`.
"""

import dataclasses

FIRST_YEAR = 2026


@dataclasses.dataclass(frozen=True)
class Calendar:
    """What one file is made of. Names of days are the English ones of the package."""

    name: str
    title: str
    country: str
    about: str  # First words of the file: which days, by which law.
    verify: str  # Where the country itself announces its days.
    subdivision: str | None = None
    categories: tuple = ("public",)
    parts_agree: bool = False  # Also the days that all parts of the country have.
    half_days_at: str | None = None
    words: dict = dataclasses.field(default_factory=dict)  # The name that we use instead.
    days: tuple = ()  # Only days with one of these in their name; without it, all.
    only: tuple = ()  # Of the categories after the first, only these days.
    doubts: dict = dataclasses.field(default_factory=dict)  # Day: the last year that is certain.

    def is_certain(self, name, year):
        return all(year <= last for day, last in self.doubts.items() if day in name)


TURKISH = {
    "Eid al-Fitr": "Ramazan Bayramı",
    "Eid al-Adha": "Kurban Bayramı",
    "Labour and Solidarity Day": "Labour Day",
    "Commemoration of Atatürk, Youth and Sports Day": "Youth and Sports Day",
}
BY_MOON_IN_INDIA = (
    "Maha Shivaratri", "Holi", "Ram Navami", "Mahavira", "Buddha Purnima", "Janmashtami",
    "Dussehra", "Diwali", "Guru Nanak",
)  # fmt: skip

CALENDARS = [
    Calendar(
        "tr-public", "Public holidays in Türkiye", "TR",
        "Public holidays in Türkiye, by Law 2429: whole days, and the half-days from 13:00 before"
        " the two religious feasts and Republic Day. Administrative leave around the feasts is no"
        " public holiday and is not in it.",
        "the calendar of Diyanet, the Presidency of Religious Affairs, by which the two feasts go",
        half_days_at="13:00", words=TURKISH,
    ),
    Calendar(
        "tr-religious", "Religious holidays in Türkiye", "TR",
        "The two religious feasts among the public holidays in Türkiye, with their eves from 13:00,"
        " for those who keep quiet on them only. All of them are in tr-public.yaml as well.",
        "the calendar of Diyanet, the Presidency of Religious Affairs",
        half_days_at="13:00", words=TURKISH, days=("Ramazan Bayramı", "Kurban Bayramı"),
    ),
    Calendar(
        "us-federal", "Federal holidays in the United States", "US",
        "Federal holidays in the United States, 5 U.S.C. 6103, on their day and, where that is a"
        " Saturday or Sunday, on the weekday on which they are observed. Days on which a state"
        " forbids calls are in us-no-call.yaml.",
        "the list of federal holidays of the Office of Personnel Management",
    ),
    Calendar(
        "ca-public", "Federal holidays in Canada", "CA",
        "General holidays of the Canada Labour Code, which federal offices and federally regulated"
        " companies keep, with their substitute days. Holidays of the provinces are not in it.",
        "the public holidays page of the Canada Revenue Agency", categories=("government",),
    ),
    Calendar(
        "uk-public", "Bank holidays in England and Wales", "GB",
        "Bank holidays in England and Wales, with their substitute days. Those of Scotland and"
        " Northern Ireland differ (2 January, St Patrick's Day, the Twelfth, St Andrew's Day …) and"
        " are not in it: no statute of the United Kingdom forbids calls on them, and in a deadline"
        " more holidays would mean more time.",
        "gov.uk/bank-holidays", subdivision="ENG",
    ),
    Calendar(
        "de-public", "Public holidays in Germany", "DE",
        "Public holidays in all of Germany: the nine that every state has. Those of single states"
        " (Epiphany, Corpus Christi, Reformation Day, All Saints' …) are not in it.",
        "the holidays acts of the states",
    ),
    Calendar(
        "fr-public", "Public holidays in France", "FR",
        "The eleven public holidays of France, Code du travail, L3133-1. Those of Alsace, Moselle"
        " and the overseas territories are not in it.",
        "the table of jours fériés on data.gouv.fr",
    ),
    Calendar(
        "es-public", "Public holidays in Spain", "ES",
        "Holidays of all of Spain. A holiday on a Sunday is left out: it is for the autonomous"
        " communities to move it. Holidays of communities and towns are not in it.",
        "the calendario laboral that the Boletín Oficial del Estado publishes each October",
    ),
    Calendar(
        "it-public", "Public holidays in Italy", "IT",
        "Holidays of all of Italy, Law 260/1949, with St Francis on 4 October, again a holiday"
        " since 2026. Feasts of town patrons are not in it.",
        "the calendar of the Presidency of the Council of Ministers",
    ),
    Calendar(
        "nl-public", "Public holidays in the Netherlands", "NL",
        "Generally recognised holidays of the Algemene termijnenwet, art. 3, with Good Friday,"
        " which it puts on a level with them, and Liberation Day in every year.",
        "rijksoverheid.nl/onderwerpen/schoolvakanties/officiele-feestdagen",
        categories=("public", "optional"), only=("Liberation Day",),
    ),
    Calendar(
        "pl-public", "Public holidays in Poland", "PL",
        "Days free of work in Poland, by the act of 18 January 1951, with Christmas Eve since"
        " 2025.",
        "the act as amended, on isap.sejm.gov.pl",
    ),
    Calendar(
        "in-public", "Public holidays in India", "IN",
        "Gazetted holidays of the central government of India, the three national holidays (26"
        " January, 15 August, 2 October) among them. Holidays of the states are not in it.",
        "the list that the Department of Personnel and Training publishes each summer for the next"
        " year", words={"Diwali (Deepavali)": "Diwali", "Janmashtami (Vaishnava)": "Janmashtami"},
        doubts={day: 2026 for day in BY_MOON_IN_INDIA},
    ),
    Calendar(
        "br-public", "National holidays in Brazil", "BR",
        "National holidays of Brazil, Laws 662/1949, 6.802/1980 and 14.759/2023 (20 November), with"
        " Good Friday. Carnival and Corpus Christi are optional, those of states and towns local:"
        " neither is in it.",
        "the portaria of the Ministry of Management that lists the next year's days each December",
    ),
    Calendar(
        "au-public", "National public holidays in Australia", "AU",
        "Days that are public holidays in every state and territory of Australia, with the"
        " substitute days that all of them have. Easter Saturday, Easter Sunday and the King's"
        " Birthday are not in it: they are not everywhere, or not on the same day.",
        "australia.gov.au/public-holidays", parts_agree=True,
    ),
    Calendar(
        "nz-public", "Public holidays in New Zealand", "NZ",
        "National public holidays of New Zealand, Holidays Act 2003, and the Mondays and Tuesdays"
        " to which they move from a weekend. Anniversary days of the provinces are not in it.",
        "employment.govt.nz, public holidays",
    ),
    Calendar(
        "sg-public", "Public holidays in Singapore", "SG",
        "Public holidays of Singapore, Holidays Act 1998, and the Mondays after those on a"
        " Sunday.",
        "the list of the Ministry of Manpower, which announces the next year's days each spring",
        doubts={"Deepavali": 2027},
    ),
    Calendar(
        "kr-public", "Public holidays in South Korea", "KR",
        "Public holidays of South Korea, Public Holidays Act, with substitute holidays and days of"
        " regular elections. To be verified: whether 1 May has become one of them, and whether"
        " Constitution Day, again a holiday since 2026, has a substitute (19 July 2027).",
        "the calendar that the Korea Astronomy and Space Science Institute publishes each summer"
        " for the next year",
    ),
    Calendar(
        "jp-public", "Public holidays in Japan", "JP",
        "National holidays of Japan, Act on National Holidays of 1948, with substitute holidays and"
        " days between two holidays.",
        "the Cabinet Office's list, with the next year's equinox days each February",
        doubts={"Equinox Day": 2027},
    ),
]  # fmt: skip
