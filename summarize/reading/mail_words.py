"""Words by which mails are known in the languages people write them in.

Each table is a closed class: what a mail program writes, or the few ways a letter is closed. All
are compared in lower case.
"""

import re
from collections.abc import Sequence

__all__ = [
    "ADDRESSED",
    "BROWSER",
    "CLOSINGS",
    "CONFIDENTIAL",
    "ENVIRONMENT",
    "FORWARDED",
    "HEADER_LABELS",
    "IN_ERROR",
    "MESSAGE",
    "PRINTING",
    "SENT_FROM",
    "SUBJECT_LABELS",
    "SUBSCRIBED",
    "VIEWED",
    "WROTE",
    "mentions",
]


def mentions(lower: str, stems: Sequence[str]) -> bool:
    """Return whether a text in lower case has any of these stems."""
    return any(stem in lower for stem in stems)


def _stems(listed: str) -> tuple[str, ...]:
    return tuple(listed.split("|"))


def _labels(listed: str) -> frozenset[str]:
    return frozenset(listed.split("|"))


SUBJECT_LABELS = _labels(
    "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|předmět|predmet"
    "|тема|konu|tárgy|subiect|θέμα|件名|主题|主旨|제목|re"
)
"""The label of a mail's subject."""

HEADER_LABELS = SUBJECT_LABELS | _labels(
    "from|to|cc|bcc|date|sent|reply-to|author|commit|authordate|commitdate|merge|von|an|gesendet"
    "|datum|kopie|de|à|a|envoyé|date d'envoi|cópia|para|enviado|enviado el|fecha|da|inviato|data"
    "|per|van|aan|verzonden|från|till|skickat|fra|til|sendt|dato|lähettäjä|vastaanottaja"
    "|lähetetty|päivämäärä|od|do|dw|wysłano|komu|odesláno|kopia|от|кому|дата|отправлено|копия"
    "|kimden|kime|gönderildi|tarih|bilgi|feladó|címzett|elküldve|dátum|către|trimis|από|προς"
    "|差出人|送信日時|宛先|日時|发件人|收件人|发送时间|日期|抄送|寄件者|收件者"
    "|보낸 사람|받는 사람|날짜"
    "|attachments|importance|priority|message-id|mime-version|content-type|list-id"
)
"""The labels of the lines above a mail, or above a commit's message."""

WROTE = _stems(
    "wrote|schrieb|a écrit|escribió|ha scritto|scrisse|escreveu|schreef|skrev|kirjoitti|napisał"
    "|pisze|napsal|napísal|написал|пишет|пише|написа|yazdı|írta|a scris|έγραψε|je napisao|napisao"
    "|kirjutas|rašė|rakstīja|写道|のメール|書きました|작성|כתב|كتب|viết"
)
"""The verb of the line above a quoted mail."""

FORWARDED = _stems(
    "forward|weitergeleitet|transféré|transmis|reenviado|inoltrat|encaminhada|doorgestuurd"
    "|vidarebefordrat|videresendt|välitetty|przekazana|przesłana|přeposlan|пересылаемое"
    "|переадресован|iletilen|továbbított|転送|转发"
)
"""What mail programs write above a mail that is passed on, whose text is the message."""

SUBSCRIBED = _stems(
    "you are receiving this|you're receiving this|you received this|this email was sent to"
    "|this message was sent to|unsubscribe|update preferences|sie erhalten diese|diese e-mail wurde"
    "|abbestellen|abmelden|vous recevez c|vous avez reçu ce|désinscri|désabonn|recibe este|recibes"
    " este|darse de baja|cancelar la suscripción|ricevi questa|disiscriv|você está recebendo"
    "|cancelar inscrição|u ontvangt de|afmelden|uitschrijven|du får det här|avregistrera|du mottar"
    "|du modtager|otrzymujesz t|wypisać się|dostáváte tento|odhlásit|вы получили это|отписаться"
    "|ви отримали цей|відписатися|bu e-postayı|abonelikten|退订|配信停止|수신거부"
)
"""What a newsletter says about why it was sent, and how to end it."""

CLOSINGS = re.compile(
    r"\b(?:regards|sincerely|cheers|yours|thanks|thank you|best|wishes|rgds|faithfully|truly"
    r"|grüße[n]?|grüsse[n]?|gruß|gruss|hochachtungsvoll|mfg|lg|vg|danke|dank"
    r"|cordialement|salutations|amitiés|bien à vous|bien à toi|sincèrement|bises|merci|à bientôt"
    r"|gracias|grazie|a presto|obrigad[oa]|bedankt|tack|takk|kiitos|dzięki|díky|děkuji|спасибо"
    r"|saludos?|atentamente|cordialmente|abrazos?|saluti|cordialità|cumprimentos|atenciosamente"
    r"|abraços?|groet(?:en|jes)?|hoogachtend|hälsning(?:ar)?|hilsen|hilsner|mvh|vennlig|terveisin"
    r"|pozdrawiam|poważaniem|pozdrowienia|pozdravem|zdravím|pozdravom|pozdrav|уважением|привет"
    r"|повагою|поздрави|saygılar(?:ımla|ımızla)?|selamlar|üdvözlettel|üdv|stimă|salutări|εκτίμηση"
    r"|χαιρετισμούς)\b|よろしく|敬具|此致|敬上|祝好|顺颂|敬礼|드림|올림"
)
"""A word of the line that closes a letter."""

BROWSER = _stems(
    "browser|navigateur|navegador|prohlížeč|przeglądar|браузер|tarayıcı|böngész|浏览器|ブラウザ"
)
VIEWED = _stems(
    "mail|newsletter|view|anseh|anzeig|öffne|online|affich|consult|voir|ver |visualiz|lire|leggi"
    "|apri|bekijk|open|visa |vis |zobraz|wyświetl|просмотр|посмотр|открыть"
    "|görüntüle|megtekint|查看|表示"
)
MESSAGE = _stems(
    "mail|messag|mensaj|mensag|messaggi|nachricht|bericht|meddelande|wiadomoś|zpráv|сообщен"
    "|письм|ileti|üzenet|courriel|correo|邮件|メール"
)
PRINTING = _stems(
    "print|druck|imprim|stampa|afdruk|skriv ut|skriver ut|utskrift|udskriv|wydruk|tisk|печат|yazdır"
)
ENVIRONMENT = _stems(
    "environment|umwelt|environnement|ambient|milieu|miljö|miljø|środowisk|prostředí|окружающ"
    "|ympäristö|çevre"
)
CONFIDENTIAL = _stems(
    "confidential|confidenciais|confidencial|confidentiel|confidenzial|vertraul|vertrouwel|riservat|poufn|důvěrn|конфиденц|luottamuks|gizli|bizalmas"
    "|privileged|fortrolig|konfidentiel|機密|机密|保密"
)
ADDRESSED = _stems(
    "addressee|recipient|intended for|intended solely|empfänger|adressat|ausschließlich für"
    "|destinatar|destinatair|geadresseerde|bestemd|mottagare|modtager|adresat|příjemc|получател|alıcı|címzett|vastaanottaj|收件人"
)
IN_ERROR = _stems(
    "in error|by mistake|irrtümlich|versehentlich|par erreur|por error|por erro|per errore"
    "|abusievelijk|ten onrechte|av misstag|ved en fejl|ved en feil|omyłkow|omylem|по ошибке"
    "|yanlışlıkla|tévedésből"
)
"""These five: what the notices under business mails speak of."""

SENT_FROM = re.compile(
    r"(?:sent (?:from|via|with) |get outlook for |gesendet (?:mit|von)|(?:von|aus) mein.*gesendet"
    r"|envoyé (?:de|depuis|à partir)|enviado (?:desde|do|de|a partir)|inviat[oa] da|verzonden "
    r"|verstuurd |skickat från|sendt fra|lähetetty |wysłan[eo] z|odesláno z|отправлено (?:с|из)"
    r"|.*'dan gönderildi|.*から送信|发自我的)"
)
"""The line that a telephone puts under a mail."""
