#include "core/prose/country_names.h"

#include <algorithm>
#include <array>

namespace tact::prose {
namespace {

struct Country {
  std::string_view code;
  std::string_view english;
  std::string_view turkish;
};

constexpr std::array countries = {
    Country{"AE", "the United Arab Emirates", "Birleşik Arap Emirlikleri"},
    Country{"AL", "Albania", "Arnavutluk"},
    Country{"AR", "Argentina", "Arjantin"},
    Country{"AT", "Austria", "Avusturya"},
    Country{"AU", "Australia", "Avustralya"},
    Country{"AZ", "Azerbaijan", "Azerbaycan"},
    Country{"BA", "Bosnia and Herzegovina", "Bosna-Hersek"},
    Country{"BE", "Belgium", "Belçika"},
    Country{"BG", "Bulgaria", "Bulgaristan"},
    Country{"BR", "Brazil", "Brezilya"},
    Country{"CA", "Canada", "Kanada"},
    Country{"CH", "Switzerland", "İsviçre"},
    Country{"CL", "Chile", "Şili"},
    Country{"CN", "China", "Çin"},
    Country{"CO", "Colombia", "Kolombiya"},
    Country{"CY", "Cyprus", "Kıbrıs"},
    Country{"CZ", "Czechia", "Çekya"},
    Country{"DE", "Germany", "Almanya"},
    Country{"DK", "Denmark", "Danimarka"},
    Country{"EE", "Estonia", "Estonya"},
    Country{"EG", "Egypt", "Mısır"},
    Country{"ES", "Spain", "İspanya"},
    Country{"FI", "Finland", "Finlandiya"},
    Country{"FR", "France", "Fransa"},
    Country{"GB", "the United Kingdom", "Birleşik Krallık"},
    Country{"GE", "Georgia", "Gürcistan"},
    Country{"GR", "Greece", "Yunanistan"},
    Country{"HR", "Croatia", "Hırvatistan"},
    Country{"HU", "Hungary", "Macaristan"},
    Country{"ID", "Indonesia", "Endonezya"},
    Country{"IE", "Ireland", "İrlanda"},
    Country{"IL", "Israel", "İsrail"},
    Country{"IN", "India", "Hindistan"},
    Country{"IS", "Iceland", "İzlanda"},
    Country{"IT", "Italy", "İtalya"},
    Country{"JP", "Japan", "Japonya"},
    Country{"KE", "Kenya", "Kenya"},
    Country{"KR", "South Korea", "Güney Kore"},
    Country{"KZ", "Kazakhstan", "Kazakistan"},
    Country{"LT", "Lithuania", "Litvanya"},
    Country{"LU", "Luxembourg", "Lüksemburg"},
    Country{"LV", "Latvia", "Letonya"},
    Country{"MA", "Morocco", "Fas"},
    Country{"MK", "North Macedonia", "Kuzey Makedonya"},
    Country{"MT", "Malta", "Malta"},
    Country{"MX", "Mexico", "Meksika"},
    Country{"MY", "Malaysia", "Malezya"},
    Country{"NG", "Nigeria", "Nijerya"},
    Country{"NL", "the Netherlands", "Hollanda"},
    Country{"NO", "Norway", "Norveç"},
    Country{"NZ", "New Zealand", "Yeni Zelanda"},
    Country{"PH", "the Philippines", "Filipinler"},
    Country{"PK", "Pakistan", "Pakistan"},
    Country{"PL", "Poland", "Polonya"},
    Country{"PT", "Portugal", "Portekiz"},
    Country{"QA", "Qatar", "Katar"},
    Country{"RO", "Romania", "Romanya"},
    Country{"RS", "Serbia", "Sırbistan"},
    Country{"RU", "Russia", "Rusya"},
    Country{"SA", "Saudi Arabia", "Suudi Arabistan"},
    Country{"SE", "Sweden", "İsveç"},
    Country{"SG", "Singapore", "Singapur"},
    Country{"SI", "Slovenia", "Slovenya"},
    Country{"SK", "Slovakia", "Slovakya"},
    Country{"TH", "Thailand", "Tayland"},
    Country{"TR", "Türkiye", "Türkiye"},
    Country{"UA", "Ukraine", "Ukrayna"},
    Country{"US", "the United States", "Amerika Birleşik Devletleri"},
    Country{"VN", "Vietnam", "Vietnam"},
    Country{"ZA", "South Africa", "Güney Afrika"},
};

const Country* find(std::string_view code) {
  const auto found = std::find_if(countries.begin(), countries.end(),
                                  [&](const Country& country) { return country.code == code; });
  return found == countries.end() ? nullptr : &*found;
}

}  // namespace

std::string_view english_country(std::string_view code) {
  const Country* country = find(code);
  return country == nullptr ? std::string_view() : country->english;
}

std::string_view turkish_country(std::string_view code) {
  const Country* country = find(code);
  return country == nullptr ? std::string_view() : country->turkish;
}

}  // namespace tact::prose
