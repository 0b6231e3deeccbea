// What a person is told, in Turkish.
// As in turkish.cc, no ending is attached to what is put in.
#include "core/prose/person_phrases.h"

namespace tact::prose {
namespace {

constexpr DatePhrases date_phrases = {
    .months = {{"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül",
                "Ekim", "Kasım", "Aralık"}},
    .date = "{1} {2} {3}",
    .date_time = "{1}, {2}.{3}",
};

constexpr ReasonPhrases reason_phrases = {
    .no_consent = "Bu tür bir ileti için kayıtlı bir onayınız bulunmuyordu.",
    .withdrawn = "Bu tür iletileri reddetmiş veya onayınızı geri almıştınız.",
    .withdrawn_then = "Bu tür iletileri reddetmiş veya onayınızı geri almıştınız (tarihi: {1}).",
    .expired = "Kayıtlı onayınızın geçerlilik süresi dolmuştu.",
    .expired_given = "Kayıtlı onayınızın geçerlilik süresi dolmuştu (onayın tarihi: {1}).",
    .too_weak = "Kayıtlı onayınız, bu tür bir ileti için aranan nitelikte değildi.",
    .weaker =
        "Kayıtlı onayınız, bu tür bir ileti için aranan nitelikte değildi (aranan: {1}; kayıtlı "
        "olan: {2}).",
    .no_evidence =
        "Kayıtlı onayınıza ilişkin olarak bu tür bir ileti için aranan ispat bilgisi "
        "bulunmuyordu.",
    .unregistered = "Onayınız ulusal sicilce doğrulanmamıştı.",
    .listed =
        "Adınız veya adresiniz, kendileriyle iletişime geçilmeyecek kişilerin yer aldığı şu "
        "listede bulunuyordu: “{1}”.",
    .list_stale =
        "Şu liste güncel olmadığından, listede yer alıp almadığınız belirlenemedi: “{1}”.",
    .cap =
        "İzin verilen en yüksek ileti sayısına ulaşılmıştı (sınır: en çok {1}, {2}; sayılan: "
        "{3}).",
    .cap_bare = "İzin verilen en yüksek ileti sayısına ulaşılmıştı.",
    .gap =
        "Bu ileti ile bir diğer ileti arasındaki süre yeterli değildi (gereken: {1}; aradaki "
        "süre: {2}).",
    .gap_bare = "Bu ileti ile bir diğer ileti arasındaki süre yeterli değildi.",
    .hours = "İletinin zamanı, bu tür iletilerin gönderilebileceği saatlerin dışında kalıyordu.",
    .cooling =
        "Şu olaydan sonra ileti gönderilmeksizin geçmesi gereken süre dolmamıştı: “{1}” ({2}; "
        "süre: {3}).",
    .cooling_bare = "Bir olaydan sonra ileti gönderilmeksizin geçmesi gereken süre dolmamıştı.",
    .volume =
        "Bütün müşterilere gönderilebilecek toplam ileti sayısına ulaşılmıştı; bu durum sizinle "
        "ilgili değildir.",
    .denied = "Bu tür iletilerin gönderilmesine izin verilmemektedir.",
    .would_expire = "İleti, gönderilebileceği zamandan önce geçerliliğini yitirecekti.",
    .on_hold = "Bu tür iletilerin gönderimi geçici olarak durdurulmuştu.",
    .timezone_unknown = "Bulunduğunuz yerin yerel saati bilinmiyordu.",
    .calendar_missing = "İlgili günün tatil olup olmadığı bilinmiyordu.",
    .says = "Kuralın kendi ifadesiyle: “{1}”",
};

constexpr HappeningPhrases happening_phrases = {
    .asked = "Size bir ileti gönderilip gönderilemeyeceği soruldu ({1}).",
    .asked_for_later =
        "Şu tarih için planlanan bir iletinin size gönderilip gönderilemeyeceği soruldu: {2} "
        "({1}).",
    .allowed = "Gönderilmesine izin verildi.",
    .refused = "Gönderilmesine izin verilmedi.",
    .put_off = "O an için gönderilmesine izin verilmedi.",
    .put_off_until =
        "O an için gönderilmesine izin verilmedi; yeniden sorulabileceği en erken tarih: {1}.",
    .because = "Gerekçe:",
    .became = {{"Gönderilip gönderilmediği bildirilmedi.", "İleti gönderildi.",
                "İleti gönderilemedi.", "Gönderimden vazgeçildi.", "İleti size teslim edildi.",
                "İleti bir görüşmeye dönüştü."}},
    .made_elsewhere = "Başka bir sistem üzerinden sizinle iletişime geçildi ({1}; zamanı: {2}).",
    .reported = "Bir iletinin sonucu bildirildi: {1}.",
    .reported_of =
        "Bir iletinin sonucu bildirildi: {1} (gönderilip gönderilemeyeceğinin sorulduğu tarih: "
        "{2}).",
    .status = {{"henüz gönderilmedi", "gönderildi", "gönderilemedi", "gönderiminden vazgeçildi",
                "teslim edildi", "görüşmeye dönüştü"}},
    .granted = "Verdiğiniz onay kaydedildi ({1}).",
    .withdrawn = "Reddiniz veya onayınızı geri almanız kaydedildi ({1}).",
    .listed = "Şu listeye eklendiniz: “{1}”.",
    .unlisted = "Şu listeden çıkarıldınız: “{1}”.",
    .listed_since = "Kaydın başlangıcı: {1}.",
    .listed_until = "Kaydın sonu: {1}.",
    .profile = "Profil bilgileriniz kaydedildi ({1}).",
    .profile_empty = "Profil bilgileriniz, herhangi bir ayrıntı içermeksizin kaydedildi.",
    .activity = "Şu olay kaydedildi: {1}.",
    .opened = "Sizinle ilgili bir yükümlülük doğdu. Yerine getirilmesi için son tarih: {1}.",
    .opened_says =
        "Sizinle ilgili bir yükümlülük doğdu. Yerine getirilmesi için son tarih: {1}. "
        "Yükümlülük: “{2}”",
    .closed = "Sizinle ilgili bir yükümlülük yerine getirildi veya ortadan kalktı.",
    .closed_note =
        "Sizinle ilgili bir yükümlülük yerine getirildi veya ortadan kalktı. Buna ilişkin not: "
        "“{1}”",
    .read = "Hakkınızdaki veriler görüntülendi ({1}; görüntüleyen: “{2}”).",
    .erased = "Hakkınızdaki veriler silindi.",
    .read_record = "kaydınız",
    .read_export = "bu belge",
    .read_decision = "bir iletiye ilişkin karar",
    .read_entries = "hakkınızdaki kayıtlar",
    .read_obligations = "sizinle ilgili yükümlülükler",
    .read_replay = "yeniden hesaplanan geçmiş bir karar",
};

constexpr DocumentPhrases document_phrases = {
    .title = "Hakkınızda tutulan bütün veriler",
    .intro =
        "Bu belge, size ileti gönderilip gönderilemeyeceğine karar veren sistemde hakkınızda "
        "tutulan bütün kişisel verileri içerir. Düzenlendiği tarih: {1}. Belgedeki bütün "
        "saatler şu saat dilimine göredir: {2}.",
    .quotes = "Tırnak içindeki ifadeler, kaydı yapanın yazdığı hâliyle aktarılmıştır.",
    .not_in_it = "Bu belgede yer almayanlar ve nedenleri",
    .no_texts =
        "İletilerin metinleri: Bu sistem yalnızca bir iletinin gönderilip gönderilemeyeceğine "
        "karar verir; iletinin içeriğini görmez ve saklamaz.",
    .no_hashes =
        "Anahtarlı özet değerleri: Kayıtların sonradan değiştirilmediğini ispatlamak amacıyla, "
        "verilerinizden gizli bir anahtarla hesaplanmış değerler tutulur. Bu değerlerden "
        "hakkınızda herhangi bir bilgiye ulaşılamaz.",
    .no_pseudonyms =
        "Takma adlar: Kayıt defterinde sizin ve adreslerinizin yerine birer takma ad (numara) yer "
        "alır. Bunlar tek başına bir anlam taşımadığından burada tekrarlanmamıştır.",
    .no_erased =
        "Silinmiş veriler: Silinen veya saklama süresi dolduğu için çıkarılan veriler artık "
        "tutulmamaktadır. Verileri silinen bir kişinin reddi, redde uyulmaya devam edilebilmesi "
        "için yalnızca adresin anahtarlı özet değeri altında saklanır.",
    .no_others =
        "Diğer sistemlerimizde hakkınızda tutulan veriler (örneğin sözleşme veya sipariş "
        "bilgileri): Bu veriler için ilgili sistemlere yönelik ayrıca başvuruda "
        "bulunabilirsiniz.",
    .who = "Kimlik ve profil bilgileriniz",
    .consents = "Onaylarınız ve retleriniz",
    .lists = "Liste kayıtlarınız",
    .obligations = "Sizinle ilgili açık yükümlülüklerimiz",
    .happened = "Zaman sırasına göre bütün kayıtlar",
    .customer = "Müşteri numarası",
    .birth_date = "Doğum tarihi",
    .household = "Hane",
    .timezone = "Saat dilimi",
    .country = "Ülke",
    .region = "Bölge",
    .language = "Dil",
    .kind = "Tür",
    .stage = "Aşama",
    .segments = "Segmentler",
    .address = "Adres ({1})",
    .no_consents = "Kayıtlı bir onayınız veya reddiniz bulunmamaktadır.",
    .consents_intro =
        "Kayıtlar en yeniden en eskiye doğru sıralanmıştır. Sonraki bir kayıt, önceki kaydı "
        "ortadan kaldırmaz.",
    .given = "{1}: onay verdiniz",
    .refused = "{1}: reddettiniz veya onayınızı geri aldınız",
    .any_purpose = "her amaç",
    .any_channel = "her kanal",
    .any_brand = "her marka",
    .only_address = "Yalnızca şu adres için",
    .level = "Onayın türü",
    .valid_until = "Geçerlilik sonu",
    .registered = "Ulusal sicilce doğrulanma",
    .recorded = "Kayda alınma",
    .recorded_at_by = "{1} (kaydeden: “{2}”)",
    .source = "Kaynak",
    .evidence = "İspat bilgileri",
    .no_evidence = "kayıtlı değil",
    .document = "Belge (SHA-256 özeti)",
    .wording = "Onay metninin sürümü",
    .captured_by = "Alındığı kanal",
    .captured_at = "Oluşturulma",
    .network = "Ağ (IP) adresi",
    .steps = "Çift onayın adımları",
    .step = "{2}: {1}",
    .no_lists = "Size veya adreslerinize ilişkin bir liste kaydı bulunmamaktadır.",
    .on_list = "“{1}” (başlangıç: {2})",
    .on_list_until = "“{1}” (başlangıç: {2}; bitiş: {3})",
    .no_obligations = "Şu anda sizinle ilgili açık bir yükümlülüğümüz bulunmamaktadır.",
    .due = "Son tarih {1}: {2}",
    .overdue = "Son tarih {1} (süresi geçmiştir): {2}",
    .text_unknown = "dayandığı kural artık yürürlükte değildir",
    .happened_intro =
        "Aşağıda, size ileti gönderilip gönderilemeyeceğine ilişkin her soru, verilen cevap ve "
        "gerekçesi ile hakkınızdaki diğer bütün kayıtlar yer almaktadır.",
    .nothing_happened = "Hakkınızda herhangi bir kayıt bulunmamaktadır.",
    .end = "Belgenin sonu.",
    .by_channel = "kanal: {1}",
    .for_purpose = "amaç: {1}",
    .of_brand = "marka: {1}",
    .of_campaign = "kampanya: {1}",
    .to_address = "adres: {1}",
    .with_label = "{1}: {2}",
};

constexpr PersonPhrases phrases = {
    .date = date_phrases,
    .reason = reason_phrases,
    .happening = happening_phrases,
    .document = document_phrases,
};

}  // namespace

const PersonPhrases& turkish_person() { return phrases; }

}  // namespace tact::prose
