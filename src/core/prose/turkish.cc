// Names are put in after a colon or before a word of their own, never with an ending: vowel harmony
// would need to know how each is spoken.
#include <array>
#include <utility>

#include "core/prose/country_names.h"
#include "core/prose/language.h"

namespace tact::prose {
namespace {

// i → İ, and not I.
std::string capital(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> letters = {
      {{"i", "İ"}, {"ı", "I"}, {"ç", "Ç"}, {"ğ", "Ğ"}, {"ö", "Ö"}, {"ş", "Ş"}, {"ü", "Ü"}}};
  for (const auto& [small, large] : letters) {
    if (text.starts_with(small)) return std::string(large) + text.substr(small.size());
  }
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string_view channel(std::string_view channel) {
  if (channel == "sms") return "SMS";
  if (channel == "email") return "e-posta";
  if (channel == "call") return "arama";
  if (channel == "push") return "anlık bildirim";
  if (channel == "whatsapp") return "WhatsApp";
  if (channel == "inapp") return "uygulama içi";
  if (channel == "post") return "posta";
  return channel;
}

constexpr TimePhrases time_phrases = {
    .seconds = {"{1} saniye", "{1} saniye"},
    .minutes = {"{1} dakika", "{1} dakika"},
    .hours = {"{1} saat", "{1} saat"},
    .days = {"{1} gün", "{1} gün"},
    .months = {"{1} ay", "{1} ay"},
    .calendar_days = {"{1} takvim günü", "{1} takvim günü"},
    .seconds_long = {"{1} saniyelik", "{1} saniyelik"},
    .minutes_long = {"{1} dakikalık", "{1} dakikalık"},
    .hours_long = {"{1} saatlik", "{1} saatlik"},
    .days_long = {"{1} günlük", "{1} günlük"},
    .rolling = "her {1} sürede",
    .calendar_day = "aynı takvim gününde",
    .calendar_week = "aynı takvim haftasında",
    .calendar_month = "aynı takvim ayında",
    .calendar_quarter = "takvim yılının aynı çeyreğinde",
    .calendar_year = "aynı takvim yılında",
    .consecutive_days = {"her takvim gününde", "art arda gelen her {1} takvim gününde"},
    .weekdays = {"pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"},
    .every_day = "her gün",
    .day_range = "{1}–{2}",
    .hours_open = "{1} {2}–{3}",
    .date_from = "{1} (saat {2} itibarıyla)",
    .dates = "{1} – {2}",
};

constexpr MatchPhrases match_phrases = {
    .comma = ", ",
    .or_last = " veya ",
    .and_last = " ve ",
    .together = "; ayrıca ",
    .either = " veya ",
    .always = "her zaman",
    .negated = "şu geçerli değil: ({1})",
    .channel = "kanal: {1}",
    .purpose = "amaç: {1}",
    .brand = "marka: {1}",
    .campaign = "kampanya: {1}",
    .campaign_any = "bir kampanya belirtilmiş",
    .label = "etiket {1}: {2}",
    .label_any = "iletide {1} etiketi belirtilmiş",
    .country = "müşterinin ülkesi: {1}",
    .region = "müşterinin bölgesi: {1}",
    .language = "müşterinin dili: {1}",
    .kind = "müşterinin türü: {1}",
    .stage = "müşterinin aşaması: {1}",
    .segment = {"müşterinin bulunduğu segment: {2}",
                "müşterinin bulunduğu segmentlerden biri: {2}"},
    .on_list = {"müşteri veya adres şu listede: {2}",
                "müşteri veya adres şu listelerden birinde: {2}"},
    .priority = {"öncelik {1} altında", "öncelik en çok {1}", "öncelik tam {1}",
                 "öncelik en az {1}", "öncelik {1} üstünde"},
    .age = {"müşteri {1} yaş altında", "müşteri {1} yaşında veya daha küçük", "müşteri {1} yaşında",
            "müşteri {1} yaşında veya daha büyük", "müşteri {1} yaş üstünde"},
    .activity = "son {3} içinde şu etkinlik gerçekleşmiş: {1}{2}",
    .activity_ever = "bugüne kadar şu etkinlik gerçekleşmiş: {1}{2}",
    .consent_holds = "kayıtlı geçerli bir onay var{1}",
    .no_refusal = "geçerli bir ret yok{1}",
    .individual = "bireysel",
    .merchant = "tacir/esnaf",
    .of_channel = "kanal: {1}",
    .of_brand = "marka: {1}",
    .of_label = "etiket {1}: {2}",
};

constexpr CheckPhrases check_phrases = {
    .consent = "geçerli bir onay gerekir{1}",
    .no_refusal = "onay gerekmez, ancak geçerli bir ret bulunmamalıdır{1}",
    .level = {"zımni", "açık", "yazılı"},
    .of_level = "en düşük onay düzeyi: {1}",
    .for_purpose = "onayın amacı: {1}",
    .for_any_purpose = "amacı ne olursa olsun",
    .for_channel = "onayın kanalı: {1}",
    .given_within = "son {1} içinde verilmiş",
    .registered = "ulusal sicilce doğrulanmış",
    .evidence = "kanıtı kayıtlı",
    .lifted_only_by = "reddi yalnızca sonradan verilmiş şu nitelikte bir onay kaldırır: {1}",
    .lists = {"müşteri de adres de şu listede olmamalıdır: {2}",
              "müşteri de adres de şu listelerin hiçbirinde olmamalıdır: {2}"},
    .fresh = "her liste son {1} içinde yüklenmiş olmalıdır",
    .grace = "liste kaydı, üzerinden {1} geçince sayılır",
    .lifted = "liste kaydından sonra verilen onay, kaydı geçersiz kılar",
    .cap = {{{"müşteri başına en çok {1} ileti, {2}", "müşteri başına en çok {1} ileti, {2}"},
             {"adres başına en çok {1} ileti, {2}", "adres başına en çok {1} ileti, {2}"},
             {"hane başına en çok {1} ileti, {2}", "hane başına en çok {1} ileti, {2}"}}},
    .gap = {"aynı müşteriye giden iki ileti arasında en az {1}",
            "aynı adrese giden iki ileti arasında en az {1}",
            "aynı haneye giden iki ileti arasında en az {1}"},
    .volume = {"bütün müşteriler için toplam en çok {1} ileti, {2}",
               "bütün müşteriler için toplam en çok {1} ileti, {2}"},
    .count = "sayılan iletiler ({1})",
    .count_all = "bütün iletiler sayılır",
    .same = "yalnızca şu bilgileri aynı olanlar sayılır: {1}",
    .basis = {"", "başarısız denemeler de sayılır",
              "yalnızca teslim edilenler ve ayrılmış olup henüz gönderilmeyenler sayılır",
              "yalnızca görüşmeye dönüşenler sayılır"},
    .same_channel = "kanal",
    .same_purpose = "amaç",
    .same_brand = "marka",
    .same_campaign = "kampanya",
    .same_label = "etiket {1}",
    .open = "açık saatler: {1}; {2}",
    .never_open = "açık saat yok",
    .customer_clock = "müşterinin yerel saatiyle",
    .zone_clock = "saat dilimi: {1}",
    .closed = {"şu takvimin günlerinde kapalı: {2}", "şu takvimlerin günlerinde kapalı: {2}"},
    .cooldown = {"şu etkinlikten sonra {3} boyunca ileti gönderilmez: {2}{4}",
                 "şu etkinliklerin her birinden sonra {3} boyunca ileti gönderilmez: {2}{4}"},
    .of_same = "aynı olması gereken: {1}",
    .event_day = "etkinliğin günü ilk gün sayılır",
    .deny = "ileti gönderilmez",
};

constexpr RulePhrases rule_phrases = {
    .where = "{2}. Geçerli olduğu durum: {1}",
    .except = "İstisna: {1}.",
    .refused = "Uymayan ileti ertelenmez, reddedilir.",
    .in_force_from = "Yürürlük başlangıcı: {1}.",
    .in_force_until = "Yürürlük sonu: {1} (hariç).",
    .in_force_between = "Yürürlük: {1} – {2} (son hariç).",
    .watched = "Yalnızca izlenir, uygulanmaz.",
};

constexpr ObligationPhrases obligation_phrases = {
    .heading = "Ne, ne zamana kadar yapılmalı",
    .intro =
        "Kanalını, amacını veya markasını belirtmeyen bir kayıt bunların hepsiyle ilgili olabilir, "
        "bu yüzden sayılır. Açık bir yükümlülük, onu adıyla anan bir kayıtla da kapanır.",
    .after = "{1}: en geç {2} içinde yapılmalıdır{3}",
    .after_where = "{1}: en geç {2} içinde yapılmalıdır{3}. Geçerli olduğu durum: {4}",
    .granted = {"onay verildiğinde", "ulusal sicilce doğrulanmış bir onay verildiğinde",
                "ulusal sicilce doğrulanmamış bir onay verildiğinde"},
    .withdrawn = {"onay geri alındığında", "ulusal sicilce doğrulanmış bir ret kaydedildiğinde",
                  "ulusal sicilce doğrulanmamış bir ret kaydedildiğinde"},
    .activity = {"şu etkinlik ({2}) kaydedildiğinde",
                 "şu etkinliklerden biri ({2}) kaydedildiğinde"},
    .business_days = {"{1} iş günü", "{1} iş günü"},
    .calendar = "takvim: {1}",
    .half_days = "yarım günler sayılır",
    .no_half_days = "yarım günler sayılmaz",
    .done_when = "Yapılmış sayılır: {1}.",
    .done_by_word = "Yalnızca onu adıyla anan bir kayıtla yapılmış sayılır.",
    .says = "Yazarının sözleriyle: “{1}”",
};

constexpr ExplanationPhrases explanation_phrases = {
    .rules = {"{1} kural", "{1} kural"},
    .watched = {"{2}; bunların {1} tanesi yalnızca izlenir, uygulanmaz",
                "{2}; bunların {1} tanesi yalnızca izlenir, uygulanmaz"},
    .obligations = {"{1} yükümlülük", "{1} yükümlülük"},
    .known_on = "{1} tarihinde bilinenlere dayanır: {2}.",
    .review_pending = "Hukuki inceleme bekleniyor: {1}.",
    .review = "Hukuki inceleme, {1}: {2}.",
    .defaults = "Müşterinin kendi bilgisi yoksa kullanılanlar: {1}.",
    .timezone = "saat dilimi: {1}",
    .country = "ülke: {1}",
    .kind = "tür: {1}",
    .no_defaults = "Müşterinin bilinmeyen bilgileri için varsayılan değer yoktur.",
    .all_must_pass = "Bir ileti ancak kendisi için geçerli olan bütün kurallara uyarsa gönderilir.",
    .unknown_is_strict =
        "Müşterinin bir bilgisi bilinmiyorsa, o bilgiyi soran kural geçerli olur, o bilgiyi soran "
        "istisna ise geçerli olmaz.",
    .numbers =
        "Şu bölgelerin telefon numaraları: {1}. Böyle bir numaradan ulaşılan kişi o bölgede "
        "de sayılır; saatler orada da açık olmalıdır.",
    .messages = "İletinin amacı: {1}{2}",
    .by_channel = "; kanal: {1}",
    .to_country = "; müşterinin ülkesi: {1}",
    .to_kind = "; müşterinin türü: {1}",
    .of_brand = "; marka: {1}",
    .only = "{1}",
    .all_but = "{1} dışında hepsi",
    .topics = {"Onay", "Sıklık", "Zaman", "Bekleme", "Listeler", "Toplam", "Yasak"},
    .nothing_applies = "Geçerli bir kural yok: böyle her ileti gönderilebilir.",
    .unmet = "Bu iletilerin hiçbiri için geçerli olmayan kurallar",
};

constexpr ChangePhrases change_phrases = {
    .summary = "{1}, {2}, {3}",
    .obligations = "yükümlülükler: {1} değişti, {2} eklendi, {3} kaldırıldı",
    .changed = {"{1} kural değişti", "{1} kural değişti"},
    .added = {"{1} kural eklendi", "{1} kural eklendi"},
    .removed = {"{1} kural kaldırıldı", "{1} kural kaldırıldı"},
    .around = {"kuralların dışında {1} değişiklik", "kuralların dışında {1} değişiklik"},
    .no_difference = "fark yok",
    .same_rules = "Kuralların dışında",
    .added_rule = "Eklenen",
    .removed_rule = "Kaldırılan",
    .changed_rule = "Değişen",
    .added_obligation = "Eklenen yükümlülükler",
    .removed_obligation = "Kaldırılan yükümlülükler",
    .changed_obligation = "Değişen yükümlülükler",
    .effects = {"kararlara etkisi yok", "daha sıkı", "daha gevşek",
                "daha sıkı mı gevşek mi: belirsiz"},
    .overall = "bütünüyle: {1}",
    .becomes = "{1}: {2} → {3}",
    .also = "{1}, eklenen: {2}",
    .no_longer = "{1}, çıkarılan: {2}",
    .only = "{1}, eklenen koşul: {2}",
    .not_only = "{1}, kaldırılan koşul: {2}",
    .applies = "kapsam",
    .exempt = "istisna",
    .counted = "sayılanlar",
    .gains = "{1}, eklenen: {2}",
    .loses = "{1}, çıkarılan: {2}",
    .gains_event = "{1}, eklenen: {2}",
    .loses_event = "{1}, çıkarılan: {2}",
    .limit = "en çok {1} → en çok {2}, {3}",
    .at_most = "en çok {1}",
    .none = "yok",
    .yes = "evet",
    .no = "hayır",
    .quoted = "“{1}”",
    .enforce = "uygulanır",
    .shadow = "yalnızca izlenir",
    .defer = "ertelenir",
    .deny = "reddedilir",
    .opt_in = "onay gerekir",
    .opt_out = "ret yeterlidir",
    .per = {"müşteri", "adres", "hane"},
    .basis = {"gönderilenler", "denemeler", "teslim edilenler", "görüşmeler"},
    .next_day = "etkinliğin ertesi günü",
    .event_day = "etkinliğin günü",
    .customer_clock = "müşterinin yerel saati",
    .check = "denetim",
    .mode = "uygulama",
    .from = "yürürlük başlangıcı",
    .until = "yürürlük sonu (hariç)",
    .on_fail = "uymayan ileti",
    .text = "metin",
    .law = "dayanak",
    .title = "başlık",
    .name = "politikanın adı",
    .within = "süre",
    .same = "sayılması için aynı olması gerekenler",
    .per_label = "sayım birimi",
    .basis_label = "sayılanların türü",
    .at_least = "en az",
    .open = "açık saatler",
    .closed_on = "kapalı günlerin takvimleri",
    .clock = "saat",
    .events = "etkinlikler",
    .channel = "kanal",
    .brand = "marka",
    .labels = "etiketler",
    .length = "süre",
    .first_day = "ilk gün",
    .model = "onay modeli",
    .level = "en düşük onay düzeyi",
    .max_age = "onayın geçerlilik süresi",
    .purpose = "amaç",
    .registered = "ulusal sicilce doğrulanmış",
    .evidence = "kanıtı kayıtlı",
    .lists = "listeler",
    .fresh_within = "listenin en çok yaşı",
    .grace = "liste kaydının sayılması için geçmesi gereken süre",
    .lifted = "sonradan verilen onay kaydı geçersiz kılar",
    .opened_by = "başlangıç",
    .closed_by = "yapılmış sayılma",
    .due = "yapılma süresi",
    .calendar = "takvim",
    .business_days = "iş günleri",
    .half_days = "yarım günler",
    .counted_days = "sayılır",
    .free_days = "sayılmaz",
    .channels = "kanallar",
    .purposes = "amaçlar",
    .activities = "etkinlikler",
    .brands = "markalar",
    .timezone = "varsayılan saat dilimi",
    .country = "varsayılan ülke",
    .kind = "varsayılan tür",
    .knowledge = "{1}, bilgi tarihi",
    .legal_review = "{1}, hukuki inceleme",
    .calendar_days = "takvim {1}, günler",
    .calendar_years = "takvim {1}, yıllar",
    .calendar_added = "yeni takvim: {1}",
    .calendar_removed = "kaldırılan takvim: {1}",
    .region_numbers = "bölge {1}, telefon numaraları",
    .region = "bölge {1}, saat dilimleri",
};

constexpr Language language = {
    .code = "tr",
    .time = time_phrases,
    .match = match_phrases,
    .check = check_phrases,
    .rule = rule_phrases,
    .obligation = obligation_phrases,
    .explanation = explanation_phrases,
    .change = change_phrases,
    .person = turkish_person,
    .capital = capital,
    .channel = channel,
    .country = turkish_country,
};

}  // namespace

const Language& turkish() { return language; }

}  // namespace tact::prose
