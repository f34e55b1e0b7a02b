"""Words and phrases that count towards boilerplate; those of `phrases` decide alone.

Lower case; languages stand together, since pages mix them.
"""

import re
from collections.abc import Mapping
from functools import cache

__all__ = [
    "ADDRESS",
    "AGENCIES",
    "CREDITED",
    "CUES",
    "GLUE",
    "INTERFACE",
    "NAME_PARTICLES",
    "PRESS_RELEASE",
    "REACHED",
    "READER",
    "ROLES",
    "STAMPED",
    "TIME",
    "WIRES",
    "phrases",
    "plain",
    "split",
    "tokens",
    "words",
]

_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)*|\d[\d.,:]*|[©@#]")

# Phrases that count towards a rule, by weight; `cleaning` says how many points a block needs.
CUES: Mapping[str, Mapping[int, str]] = {
    "sign-up": {
        3: """
            is reader supported | consider making a donation | newsletters may contain
            because readers pay | consider supporting | consider subscribing | hit the bell
            your mailbox | now subscribed | independent reporting | be the first to know
            turn on notifications | become a supporter | get full access | member today | join our
            join today | support our | subscriber-only | subscribers only | paywall | your inbox
            unsubscribe at any time | unsubscribe anytime | by signing up | our newsletter
            thank you for signing up | thanks for signing up | delivered to your
            our free newsletter | our daily newsletter | our weekly newsletter | our newsletters
            your email address | by subscribing | by registering | your free trial
            already a subscriber | email sign up | check your inbox | protected by recaptcha
            our morning newsletter | our mailing list | become a subscriber | become a member
            start your subscription | straight to your | ihr postfach | unseren newsletter
            unser newsletter | newsletter abonnieren | ihre e-mail-adresse | jetzt abonnieren
            jederzeit abmelden | votre boîte mail | notre newsletter | nos newsletters
            notre lettre | votre adresse e-mail | votre adresse mail | vous désinscrire
            vous désabonner | votre boîte de réception | tu correo | su correo | nuestro boletín
            nuestros boletines | nuestra newsletter | tu bandeja de entrada | darte de baja
            tu email | deine e-mail-adresse | dein postfach | la nostra newsletter
            nossa newsletter | onze nieuwsbrief
        """,
        2: """
            reader-supported | making a donation | a donation | readers pay | paying readers
            our supporters | supporters | our app | the app | newsletter promotion | our channel
            things to know | need to know | subscribe now | unlimited access | free articles
            start reading | keep reading | continue reading | cancel anytime | cancel at any time
            special offer | limited time | most important | must-read | biggest stories
            top stories | the day's | latest news | this week's | morning briefing
            evening briefing | daily briefing | weekly roundup | daily digest | weekly digest
            breaking news | support our | support us | a member | membership | members
            contribute today | log in | sign in | a subscriber | push notifications
            notifications | email updates | text alerts | breaking alerts | sign up | subscribe
            unsubscribe | newsletter | inbox | your email | you agree | for free | privacy notice
            privacy policy | opt out | free account | breaking news alerts | in your mailbox
            subscriber | subscribers | subscription | our journalism | our readers | our weekly
            our daily | our morning | our friday | our sunday | our monthly | our fortnightly
            abonnieren | anmelden | abonnez-vous | inscrivez-vous | s'abonner | recevez
            suscríbete | suscríbase | regístrate | boletín | kostenlos | kostenlose | kostenlosen
            e-mail-adresse | postfach | abmelden | gratuitement | correo electrónico | iscriviti
            ricevi | nieuwsbrief | inscreva-se | apúntate | recibe | infolettre | email address
            register now | never miss | don't miss | donate | donation | independent journalism
            stay informed | stay up to date | curated | handpicked
        """,
        1: """
            your | you | our | us | we | free | every evening | every weekday | every friday
            every sunday | biggest | best | important | thanks | thank you | subscribed | submit
            try | offer | month | week | year | reading | read | access | briefing | digest
            roundup | editors | team | community | thousands | readers | inside | analysis | news
            every morning | every day | each morning | every week | daily | weekly | weekday
            weekdays | delivered | latest | headlines | top stories | stories | email | e-mail
            alerts | letter | exclusive | unlimited access | join | get | right now | now | today
            here | newsletters | updates | enter | send | ihre | ihrem | ihr | sie | jetzt
            täglich | jeden morgen | morgen | uns | unsere | unser | notre | nos | votre | vos
            chaque matin | chaque jour | chaque semaine | gratuite | gratuit | tu | tus | su
            cada mañana | cada día | cada semana | gratis | nuestro | nuestra | wöchentlich | dein
            deine | deinem | du | essential | cancel | coverage
        """,
    },
    "cookie": {
        3: """
            uses cookies | use cookies | store cookies | cookie policy | cookie settings
            accept all | reject all | cookie preferences | similar technologies
            verwenden cookies | verwendet cookies | nutzen cookies | setzen cookies
            unsere partner | utilisons des cookies | utilise des cookies | nos partenaires
            l'utilisation de cookies | utilizamos cookies | usamos cookies | utiliza cookies
            nuestros socios | uso de cookies | utilizziamo i cookie | gebruiken cookies
            cookie notice | cookie-richtlinie | stockons des cookies | almacenamos cookies
            speichern cookies | place cookies | set cookies
        """,
        2: """
            our partners | cookies | cookie | privacy | consent | third parties | vendors
            personal data | tracking | legitimate interest | opt out | gdpr
            datenschutzerklärung | einwilligung | données personnelles | consentement
            datos personales | consentimiento | zustimmung
            your consent | your device | your browser | your experience | personalise
            personalize | personalised ads | personalized ads | your privacy | ihre einwilligung
            ihrem gerät | votre consentement | votre appareil | su consentimiento
            tu consentimiento | su dispositivo | tu dispositivo | javascript | ad blocker
            adblocker | tracking technologies | votre navigation | su navegación | tu experiencia
            votre expérience
        """,
        1: """
            store | stored | storing | uses | use | using | used | data | process | device
            devices | browser | ads | advertising | analytics | content | services | improve
            experience | learn more | necessary | continue | options | wir verwenden | verwenden
            utilise | utilisons | usamos | utilizamos | dieser | diese | ce site | este sitio | we
            our | you | your | accept | agree | consent | settings | preferences | partners
            browsing | website | site | visit | traffic | wir | sie | ihre | nous | vous | votre
            akzeptieren | zustimmen | einstellungen | accepter | accepte | acceptez | aceptar
            acepta | sitio | webseite | analyse | analyze | analizar | measure | continuing
        """,
    },
    "copyright": {
        6: """
            reproduced with permission | content is protected | republish our | republish this
            under a creative commons | reprinted from | first published in | first appeared in
            originally appeared | used with permission | republished with permission
            is not responsible for | are not responsible for | assumes no responsibility
            no liability | all rights reserved | alle rechte vorbehalten | tous droits réservés
            registered charity | todos los derechos reservados
            may not be published broadcast rewritten | tutti i diritti
            click here for reprint permission | todos os direitos reservados
            reproduction interdite | prohibida la reproducción | without written permission
            without permission is prohibited | do not necessarily reflect
            do not necessarily represent | are their own and do not | are those of the author
            are solely those of | nachdruck verboten
        """,
        2: """
            © | all rights | reserved | user agreement | acceptance of | advertise with us
            permission | reproduction | external sites | external links | disclaimer | our terms
            about us | careers | site map | help center | do not share | your privacy
            corrections | ownership | copyright | terms of use | terms of service | privacy policy
            terms and conditions | privacy | impressum | datenschutz | agb | mentions légales
            aviso legal | reprint | reproduced | redistributed | republished | trademark
            trademarks | accessibility | cookie policy | contact us | freedom of information
            do not sell | ad choices | permissions | nutzungsbedingungen | kontakt
            política de privacidad | conditions générales | confidentialité | imprint
            data protection | sitemap | code of conduct
        """,
        1: "terms | permission | rights | reserved | ltd | llc | inc | gmbh | © # | group | #",
    },
    "advertisement": {
        3: """
            earn a commission | affiliate commission | affiliate links | paid for by
            presented by | affiliate-links | sponsored by | eine provision
            perçoit une commission | comisión de afiliado | advertiser content | from our sponsor
            a message from our
        """,
        2: "purchases made through | our links | links in this | advertiser | through our links",
        1: "we | our | you | may | purchases | links | purchase",
    },
    # The formula of news agencies: its participle parts it from what an article says of a photo.
    "caption": {
        12: """
            in this photo taken | in this photo made | in this photo provided
            in this photo released | in this photo supplied | in this photo posted
            in this image taken | in this image made | in this image provided
            in this image released | in this image from | in this picture taken
            in this picture released | in this picture made | in this file photo
            in this file picture | in this file image | in this undated photo
            in this undated image | in this handout | in this frame grab | in this photograph taken
            in this photograph released | in this photo from | photo made available by
            image made available by | in this photo dated | in this image dated
        """,
    },
    "byline": {
        6: """
            contributed to this report | contributed to this story | contributed to this article
            contributed reporting | contributed to this piece | can be reached at
            contributed from | reporting by | editing by | hat an diesem bericht mitgearbeitet
            can be contacted at | follow him on twitter | follow her on twitter
        """,
        3: "reported from | associated press writer | associated press writers | staff writers",
        2: "covers | staff | reporting | reported | additional | contributed | writers | edited",
    },
    "share": {
        3: """
            on twitter | on facebook | on instagram | on x | on tiktok | on youtube | on linkedin
            on social media | on bluesky | on threads | on whatsapp | on telegram | on pinterest
            via email | via whatsapp | on google news | auf twitter | auf facebook | sur twitter
            sur facebook | en twitter | en facebook | auf instagram | sur instagram
        """,
        2: "follow | share | like us | tweet | folgen | teilen | suivez | partager | síguenos | @",
        1: "us | this | him | her | our | page | story | article",
    },
    "contact": {
        3: "write to us at | email us at | contact us at | reach us at | get in touch with us",
        2: "@ | tip | tips | send | write to | contact | questions | email us | letters to",
        1: "us | our | your | you | we | meet",
    },
    "related": {
        6: "visit our website for more | for more stories like this | read the full story",
    },
    "timestamp": {
        6: """
            this report was updated | this story was updated | this article was updated
            story has been updated | article has been updated | this is a developing story
            this story will be updated | is a breaking news story
        """,
    },
    "comments": {
        6: """
            let us know in the comments | in the comments below | comments are moderated
            comment policy | commenting guidelines | log in to comment | sign in to comment
            comments on this article are | to leave a comment | to join the conversation
            comments are now closed | comments are closed
        """,
        3: "leave a comment | post a comment | add a comment | leave a reply | your thoughts",
        2: "below | thoughts | what do you think | opinion",
    },
}  # fmt: skip

# Words of a page's buttons and menus: a line made of little else is one, by whose words are most.
INTERFACE: Mapping[str, str] = {
    "navigation": """
        home news world national local politics business sport sports opinion weather culture arts
        entertainment lifestyle travel science technology tech health education money video videos
        photos podcasts puzzles crosswords obituaries e-edition classifieds jobs shop store search
        menu login log subscribe sections more account profile help about contact careers newsroom
        investors products projects sales press food places people magazine live latest trending
        newsletters next previous prev view back top skip main content navigation score gallery
        slideshow image show hide close open page site index archive archives traffic events
        schools harbor real estate autos climate environment economy markets finance style fashion
        books music movies tv games community features blogs columns editorials cartoons letters
        startseite politik wirtschaft kultur wissen panorama gesellschaft reise meinung wetter
        region lokales anzeigenmarkt abo abonnement gesundheit technik wissenschaft finanzen auto
        digital suche anmelden menü leben feuilleton ausland inland regional accueil actualités
        politique économie société monde santé sciences planète idées vidéos météo abonnés
        connexion rechercher sortir international inicio noticias política economía deportes
        cultura sociedad mundo opinión tecnología salud ciencia internacional vídeos clima buscar
        suscríbete últimas portada entretenimiento cronaca esteri economia scuola meteo
    """,
    "share": """
        share tweet facebook twitter whatsapp email pinterest linkedin reddit flipboard pocket
        telegram instagram youtube tiktok bluesky threads mastodon messenger tumblr copy link
        print save pin bookmark gift article listen follow like send text size story rss x teilen
        merken drucken vorlesen artikel kopieren mail partager imprimer envoyer copier lien
        compartir imprimir enviar copiar enlace guardar condividi stampa listening audio
    """,
    "comments": """
        comment comments reply like likes replies report sort newest oldest kommentare kommentar
        antworten commentaires répondre comentarios responder upvote flag
    """,
    "cookie": """
        accept reject cookies cookie settings preferences manage consent akzeptieren ablehnen
        einstellungen accepter refuser aceptar rechazar configurar
    """,
    "copyright": """
        © copyright rights reserved terms privacy policy use service imprint accessibility sitemap
        impressum datenschutz agb kontakt kündigen mentions légales confidentialité cgu privacidad
        aviso legal contacto advertise licensing
    """,
    "timestamp": "read min mins updated published lesezeit lecture lectura",
    "sign-up": "subscribe newsletter sign signup register donate abonnieren abonner suscríbete",
}

# Headings of what stands below a press release, and of nothing else.
PRESS_RELEASE = """
    media contact | media contacts | press contact | contact | contacts | notes to editors
    note to editors | forward-looking statements | cautionary note on forward-looking statements
    cautionary statement | safe harbor statement | safe harbor | about the company | pressekontakt
    contact presse | contacto de prensa | investor relations | investor contact
    for more information | über das unternehmen | à propos de l'entreprise
"""

ROLES = """
    columnist reporter editor correspondent writer contributor author contributors columnists
    journalist host kolumnist kolumnistin redakteur redakteurin korrespondent korrespondentin
    journaliste chroniqueur rédacteur correspondant columnista corresponsal redactor redactora
    staff senior chief political opinion
"""

NAME_PARTICLES = (
    "de del della der den di da dos du la le van von zu bin al el ibn und and et y & for via"
)

AGENCIES = """
    pap čtk anp tt lusa ntb ritzau mti agerpres bta belga sda apa aa iha dha stt lehtikuva
    тасс риа интерфакс укринформ унн 新华社 新華社 共同通信 共同
    時事通信 時事 ロイター 中新社 연합뉴스 뉴시스 뉴스1 yonhap kyodo
    antara vna ttxvn واس وام رويترز ap afp reuters epa dpa upi pa getty images shutterstock
    istock alamy corbis bloomberg landov efe ansa keystone imago rex xinhua pixabay unsplash
    flickr wikimedia npr cnn nasa nytimes pool handout press agency agence courier globe post
    times photo file foto
"""

TIME = """
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue tues wed thu thur thurs fri sat sun a.m p.m am pm et est edt ct cst cdt mt pt
    pst pdt gmt bst utc cet cest ist jst hrs updated published posted modified last first on at of
    the ago min mins minute minutes hour hours day days week weeks month months year years read
    today yesterday st nd rd th created date time edited januar februar märz mai juni juli oktober
    dezember montag dienstag mittwoch donnerstag freitag samstag sonntag uhr um vom stand
    aktualisiert veröffentlicht vor stunden minuten tagen lesezeit janvier février mars avril juin
    juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi
    dimanche publié mis à jour le modifié il y a heures jours lecture h enero febrero marzo abril
    mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves
    viernes sábado domingo publicado actualizado el hace horas días lectura
"""

# Words that make a date the page's own: a line of only "May 4" may be a heading of a chronicle.
STAMPED = """
    updated published posted modified ago read min mins a.m p.m am pm stand aktualisiert uhr
    veröffentlicht publié jour lecture actualizado publicado lectura hace edited vor lesezeit
"""

CREDITED = """
    photo photos photograph photographer credit image images courtesy handout foto fotos crédit
    crédito pictures getty shutterstock picture file
"""

ADDRESS = """
    your our us ihr ihre ihrem ihren uns unser unsere unseren votre vos notre nos tu tus nuestro
    nuestra
"""

READER = "we you i'm you're we're wir sie du nous vous je nosotros usted"

REACHED = "contact email emails write reach reached follow tips send twitter phone tel kontakt"

WIRES = "ap afp reuters epa getty upi dpa efe ansa xinhua shutterstock"

GLUE = """
    # the a an and or of in on to for this that with by from our your my is at & der die das und
    oder zu le la les et ou de du des el los y o en il e
"""


def plain(text: str) -> str:
    """`text` as phrases are written: lower case, plain apostrophes and spaces, no "e-mail"."""
    return " ".join(_folded(text).split()).replace(" :", ":")


def _folded(text: str) -> str:
    return (
        text.replace("İ", "i")
        .casefold()
        .replace("’", "'")
        .replace("：", ":")
        .replace("e-mail", "email")
    )


def tokens(text: str) -> tuple[str, ...]:
    """The words of `text` as the tables have them, a number as "#"."""
    words = _TOKEN.findall(_folded(text))
    if _DIGIT.search(text):
        return tuple(["#" if t[0].isdigit() else t for t in words])
    return tuple(words)


def split(table: str) -> list[str]:
    """The phrases of a table, one or several a line."""
    return [phrase for part in re.split(r"[|\n]", table) if (phrase := plain(part))]


@cache
def phrases(table: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a table, as words, found by their first."""
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in filter(None, map(tokens, split(table))):
        by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
    return by_first


@cache
def words(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(table.split())
