"""The reference tables as values: vaccines, priority groups, units, prefixes, intervals, words of headers and cells.

``vaxdesk.resources`` loads them; verbs hand them in. Nothing here is a global that a module reads by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from vaxdesk.model.sites import Site, Sites
from vaxdesk.model.text import fold, tidy
from vaxdesk.model.units import Unit, Units


@dataclass(frozen=True, slots=True)
class Vaccine:
    """A COVID-19 vaccine.

    ``platform_name`` is the name of sheet PL5 of the platform workbook, to be written exactly so; empty where the
    platform has none. ``cvx`` and the EU codes are of the published value sets.
    """

    slug: str
    platform_name: str
    name: str
    aliases: tuple[str, ...] = ()
    manufacturer: str = ""
    technology: str = ""
    primary_doses: int = 2
    passport: bool = True
    eu_product: str = ""
    eu_holder: str = ""
    snomed: str = ""
    cvx: str = ""


@dataclass(frozen=True, slots=True)
class PriorityGroup:
    """One of the 16 groups of Quyết định 3355/QĐ-BYT in the words of sheet PL2."""

    code: int
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class CccdProvince:
    """Three digits in front of a citizen number (Thông tư 07/2016/TT-BCA, annex 1), for ever the provinces of 2016."""

    code: str
    name: str
    province_code: str
    province_code_2025: str
    province_2025: str


@dataclass(frozen=True, slots=True)
class PhonePrefix:
    """A mobile prefix of today (three digits), and the eleven-digit prefixes that became it in 2018."""

    prefix: str
    operator: str
    once: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """How far apart two doses of a product have to be, in days, and for which ages (years)."""

    vaccine: str
    step: str
    min_days: int | None
    recommended_from_days: int | None
    recommended_to_days: int | None
    min_age: int | None
    max_age: int | None
    remark: str
    source: str
    confirmed: str


class HeaderName(NamedTuple):
    """One wording of a column's header: which field it names, as it is written, and where it was met."""

    field: str
    variant: str
    origin: str


@dataclass(frozen=True, slots=True)
class PlatformColumn:
    """A column of the national platform's import workbook, sheet PL1.

    ``title`` is the header's exact text: in row 8 under ``group``'s text of row 7, or in row 7, merged down, where
    ``group`` is None. ``required`` says that the header bears the platform's (*).
    """

    key: str
    letter: str
    title: str
    group: str | None = None

    @property
    def required(self) -> bool:
        """Whether the platform refuses a row that lacks it (of a dose: if the dose was given)."""
        return "(*)" in self.title


PLATFORM_SHEET: Final = "PL1_Danh sach doi tuong tiem"
PLATFORM_HEADER_ROWS: Final = (7, 8)
PLATFORM_FIRST_ROW: Final = 9
PLATFORM_DOSES: Final = 4

_HOME: Final = "Nơi ở tạm trú (hiện tại) (*)\n(Tham khảo PL3)"
_DAY: Final = "Ngày tiêm dạng dd/mm/yyyy (*)"


def _dose_columns() -> Iterable[PlatformColumn]:
    letters = ("Q R S T", "U V W X", "Y Z AA AB", "AC AD AE AF")
    for number, four in enumerate(letters, start=1):
        vaccine, date, lot, site = four.split()
        group = f"Mũi {number}"
        yield PlatformColumn(f"dose{number}.vaccine", vaccine, "Tên vắc xin (*)\n(Tham khảo PL5)", group)
        yield PlatformColumn(f"dose{number}.date", date, _DAY, group)
        yield PlatformColumn(f"dose{number}.lot", lot, "Lô vắc xin", group)
        yield PlatformColumn(f"dose{number}.site", site, "Địa điểm tiêm (*)\n(Tham khảo PL4)", group)


PLATFORM_COLUMNS: Final[tuple[PlatformColumn, ...]] = (
    PlatformColumn("row_no", "A", "#"),
    PlatformColumn("full_name", "B", "Họ và tên (*)"),
    PlatformColumn("birth_date", "C", "Ngày sinh dạng dd/mm/yyyy (*)"),
    PlatformColumn("sex", "D", "Giới tính (*)\n(0:nam, 1:nữ)"),
    PlatformColumn("priority_group", "E", "Mã nhóm \nđối tượng ưu tiên (*)\n(Tham khảo PL2)"),
    PlatformColumn("workplace", "F", "Đơn vị công tác"),
    PlatformColumn("phone", "G", "Số điện thoại(*)\n(Tối thiểu 10 số)"),
    PlatformColumn("id_number", "H", "Số CCCD, Mã định danh(*)\n(Loại 8,9,12 số)"),
    PlatformColumn("health_insurance", "I", "Số thẻ bảo hiểm y tế\n(Mã thẻ 10/15 ký tự)"),
    PlatformColumn("province_name", "J", "Tỉnh/Thành phố", _HOME),
    PlatformColumn("province_code", "K", "Mã\n Tỉnh/Thành phố (*)", _HOME),
    PlatformColumn("district_name", "L", "Quận/Huyện", _HOME),
    PlatformColumn("district_code", "M", "Mã Quận/Huyện\n(*)", _HOME),
    PlatformColumn("commune_name", "N", "Xã/Phường", _HOME),
    PlatformColumn("commune_code", "O", "Mã Xã/Phường\n(*)", _HOME),
    PlatformColumn("address", "P", "Địa chỉ chi tiết", _HOME),
    *_dose_columns(),
    PlatformColumn("note", "AG", "Ghi chú"),
    PlatformColumn("result_failed", "AH", "Kết quả import Thất bại\n(không điền ô này)"),
    PlatformColumn("result_done", "AI", "Kết quả import Thành công\n(không điền ô này)"),
)
"""The 35 columns A to AI, as handed out in May 2022."""


_EVERY_VACCINE: Final = frozenset({
    "vac", "xin", "vacxin", "vaccine", "vaccin", "vx", "covid", "19", "sars", "cov", "loai", "thuoc", "tiem", "phong",
    "nguoi", "lon", "tre", "em", "mui", "lieu", "nua", "mcg", "ml", "0", "1", "2", "3", "4", "5",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Local:
    """What a station knows beyond the tables that come with the program.

    ``home`` is the code of its commune or district; ``units`` and ``sites`` are of the platform workbooks it loaded.
    """

    home: str = ""
    units: tuple[Unit, ...] = ()
    sites: tuple[Site, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Catalogues:
    """All reference tables, with their look-ups; only the same tables are equal, so that findings can be remembered."""

    vaccines: tuple[Vaccine, ...] = ()
    priority_groups: tuple[PriorityGroup, ...] = ()
    units: Units = field(default_factory=Units)
    sites: Sites = field(default_factory=Sites)
    cccd_provinces: Mapping[str, CccdProvince] = field(default_factory=dict)
    phone_prefixes: Mapping[str, PhonePrefix] = field(default_factory=dict)
    intervals: tuple[Interval, ...] = ()
    headers: Mapping[str, tuple[HeaderName, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    platform_columns: tuple[PlatformColumn, ...] = PLATFORM_COLUMNS
    _vaccine_by_key: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    _vaccines_by_word: dict[str, set[str]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _least_days: dict[tuple[str, str], int] = field(init=False, repr=False, compare=False, default_factory=dict)
    _least_ages: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for vaccine in self.vaccines:
            for name in (vaccine.slug, vaccine.platform_name, vaccine.name, *vaccine.aliases):
                words = fold(name).split()
                self._vaccine_by_key.setdefault("".join(words), vaccine.slug)
                for word in words:
                    if word not in _EVERY_VACCINE and vaccine.slug != "unknown":
                        self._vaccines_by_word.setdefault(word, set()).add(vaccine.slug)
        self._vaccine_by_key.pop("", None)
        for interval in self.intervals:
            # "pfizer child 5-<12" is another dose of the same vaccine.
            slug = interval.vaccine.partition(" ")[0]
            if interval.min_days is not None:
                self._least_days.setdefault((interval.vaccine, interval.step), interval.min_days)
            if interval.min_age is not None:
                self._least_ages[slug] = min(interval.min_age, self._least_ages.get(slug, interval.min_age))

    def at(self, local: Local) -> Catalogues:
        """Give the tables as they are at a station."""
        units = self.units.changed(local.units, local.home)
        return replace(self, units=units, sites=self.sites.changed(local.sites, units.neighbourhood))

    def find_vaccine(self, text: str) -> str | None:
        """Give the slug of the vaccine a text names, accents, case and punctuation aside; None if it names none or two.

        "không rõ" gives ``unknown``: the list knows that it doesn't know.
        """
        words = fold(text).split()
        known = self._vaccine_by_key.get("".join(words))
        if known is not None or not words:
            return known
        telling = [word for word in words if word not in _EVERY_VACCINE]
        known = self._vaccine_by_key.get("".join(telling))
        if known is not None or not any(len(word) > 3 for word in telling):
            return known
        meant = set.intersection(*(self._vaccines_by_word.get(word, set()) for word in telling))
        return meant.pop() if len(meant) == 1 else None

    def vaccine_by_slug(self, slug: str) -> Vaccine | None:
        """Give the vaccine of a slug."""
        return next((vaccine for vaccine in self.vaccines if vaccine.slug == slug), None)

    def find_least_days(self, vaccine: str, step: str) -> int | None:
        """Give the least days between two doses, for a vaccine ("a->b" for two of them) and a step ("1->2")."""
        return self._least_days.get((vaccine, step))

    def find_least_age(self, slug: str) -> int | None:
        """Give the age in years from which a vaccine is given, a child's dose of it included."""
        return self._least_ages.get(slug)

    def province_of_cccd(self, code: str) -> CccdProvince | None:
        """Give the province of birth registration that three digits stand for."""
        return self.cccd_provinces.get(code)

    def find_value(self, domain: str, text: str) -> str | None:
        """Give what a cell's word means in a domain (``sex``, ``mark``, ``life_event`` …), or None."""
        words = self.values.get(domain, {})
        return words.get(value_key(text))

    def find_country(self, text: str) -> str | None:
        """Give the ISO 3166 code (two letters) of a country's code or Vietnamese or English name.

        MY is Malaysia, "my" is Mỹ: capitals are tried as a code, anything else as a name first.
        """
        said = tidy(text)
        if len(said) == 2 and said.isupper() and said in self.countries:
            return said
        return self.countries.get(fold(said)) or self.countries.get(said.upper())


def value_key(text: str) -> str:
    """Give the key of a cell's word: :func:`fold`, or the signs themselves where it has only signs (✓, +)."""
    return fold(text) or tidy(text)
