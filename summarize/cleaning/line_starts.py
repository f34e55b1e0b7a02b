"""How boilerplate begins: phrases that decide alone what a short line is."""

from collections.abc import Mapping

__all__ = ["OPENINGS"]

# A block that begins so: rule -> the most words it may have, and the phrases. A colon is part of
# the phrase where the words alone could begin a sentence.
OPENINGS: Mapping[str, tuple[int, str]] = {
    "related": (
        30,
        """
        you might also | you might be interested | more on | learn more about | readers also
        people also | also on | also in | see more | more in | recommended for | you may also
        popular in | popular now in | top stories in | latest in | analysis: | opinion:
        explainer: | explained: | in pics: | in photos: | filed in: | filed to: | posted in:
        categories: | category: | keywords: | tagged: | topic: | section: | don't miss
        sponsored: | promoted: | ad: | next: | previous: | previous article: | next article:
        read our | read the full | read this: | read this next: | must read: | see our | watch the
        click for more | for more on | read: | from the archive: | background: | key facts:
        mehr: | mehr zu | mehr von | lesetipp: | hintergrund: | das könnte sie | à lire également:
        à lire également | retrouvez | notre dossier: | sobre el mismo tema: | vea también:
        mira también: | te recomendamos: | te recomendamos | read more: | read more on
        read more about | read next: | read also: | also read: | related: | related article:
        related articles: | related story: | related stories: | related coverage:
        related content: | related video: | see also: | also see: | see more: | more:
        more on this: | more from | more on this | more stories | watch: | watch now: | video:
        listen: | listen now: | photos: | pictures: | gallery: | in pictures: | slideshow:
        click here | click to | tap here | next in | up next: | most viewed in | most read in
        most popular in | recommended: | don't miss: | don't see the graphic | special coverage:
        full coverage: | in case you missed it: | on this page: | in this article:
        explore more on | explore more: | topics: | tags: | filed under: | go deeper:
        visit business | keep reading: | shop this | poll: | vote now: | quiz: | podcast:
        download the | download this | full report ( | lesen sie auch: | lesen sie auch
        lesen sie mehr | lesen sie hier | mehr zum thema | mehr dazu: | weiterlesen: | siehe auch:
        auch interessant: | lesen sie dazu | themen: | schlagwörter: | lire aussi: | lire aussi
        à lire aussi | à lire: | lire également: | à voir aussi | voir aussi: | sur le même sujet:
        pour aller plus loin: | lea también: | lea también | lee también: | lee también
        lea además: | ver también: | ver más: | más información: | le puede interesar:
        te puede interesar: | temas: | etiquetas: | leggi anche: | leia também: | leia mais:
        lees ook: | lees verder: | interested in
        """,
    ),
    "share": (
        22,
        """
        tweet this | send this | follow our | find us | share article | share story | share post
        share the | add us | subscribe to our youtube | save this | print this | listen to this
        gift this | recommend this | teilen sie | diesen artikel | partagez cet | comparte esta
        share this | share on | share via | share: | follow us on | follow us at | follow @
        follow me on | follow him on | follow her on | like us on | join us on facebook
        find us on | on twitter, follow | email this | artikel teilen | teilen: | folgen sie uns
        folge uns | partager: | partager sur | partagez | suivez-nous | compartir: | compartir en
        comparte en | síguenos | síganos | condividi su | seguici
        """,
    ),
    "photo-credit": (
        16,
        """
        photos courtesy | video: | screenshot: | screenshot | courtesy | image via | photo via
        via | shutterstock | istock | getty | wikimedia | file photo by | handout photo
        provided by | picture credit | photo: © | copyright: | bild von | foto por | foto de:
        cortesía | photo: | photo by | photos by | photos: | photograph: | photographs:
        photograph by | photography by | photography: | picture: | picture by | pictures by
        image: | images: | image by | image credit | image copyright | image courtesy
        image source | photo credit | photo courtesy | photo illustration | credit: | credits:
        courtesy of | ap photo | getty images | portrait: | portrait by | video by | illustration:
        illustration by | graphic: | graphic by | (photo | (photograph | (image | (ap photo
        (picture | (reuters photo | (credit | reuters/ | afp/ | ap/ | epa/ | toggle caption
        hide caption | enlarge this image | enlarge image | source: | © foto | foto: | fotos:
        © picture alliance | bild: | bildquelle: | fotograf: | quelle: | grafik: | crédit:
        crédits: | crédit photo | crédits photo | crédit image | photo de | © afp | © getty
        © reuters | © ap | crédito: | créditos: | fuente: | imagen: | fotografía: | foto de
        infografía: | ©photo
        """,
    ),
    "caption": (
        70,
        """
        image: | photo: | video: | above: | below: | left: | right: | top: | bottom: | view of
        a file photo | file photo of | an image of | photos: | picture: | pictured: | caption:
        image caption | media caption | enlarge this image | toggle caption
        facebook twitter pinterest | file photo: | in this file photo | in this photo | file -
        file – | file — | media playback | image copyright | figure #. | figure #: | fig. #.
        fig. #: | fig #: | chart: | map: | graphic: | illustration: | foto: | bild: | abbildung #:
        abb. #: | archivbild: | légende: | figure # : | pie de foto: | en la imagen,
        imagen de archivo | now playing | just watched | must watch
        """,
    ),
    "copyright": (
        70,
        """
        use of this site | use of and/or registration | this site is protected
        by using this site | content may not | no part of this | nothing in this
        any reproduction | material may not | this website | copyright © | copyright #
        copyright (c) | © # | © copyright | (c) # | ©# | copyright by | all rights reserved
        the opinions expressed | the views expressed | opinions expressed in
        reprinted with permission | this material may not be | this article is republished
        this article was originally published | alle rechte vorbehalten | tous droits réservés
        todos los derechos reservados | impressum
        """,
    ),
    "byline": (
        25,
        """
        with additional reporting by | with reporting by | additional reporting
        with contributions from | contributing reporter | in collaboration with | as told to
        from our correspondent | text und | mit material von | avec afp | con información de
        por nuestro | words by | words: | story by | report by | reported by | written by
        text by | reporting by | (reporting by | additional reporting by | (additional reporting
        (writing by | (editing by | editing by | edited by | contributing: | contributors:
        compiled by | interview by | author: | published by | reviewed by | medically reviewed by
        fact checked by | ein bericht von | ein gastbeitrag von | von unserem | autor: | autorin:
        text: | propos recueillis par | écrit par | publié par | article rédigé par | escrito por
        publicado por | redacción
        """,
    ),
    "timestamp": (
        18,
        """
        first published: | originally published: | originally published | last updated:
        last updated | published # | updated # | posted # | modified: | created: | zuletzt
        gepostet | mis à jour: | publié: | actualizado: | publicado: | fecha: | updated at
        updated on | updated: | published: | published on | published at | last modified
        first published | posted: | posted on | posted at | this article is more than
        this report was updated | this story was updated | this story was originally
        this article was updated | date: | veröffentlicht am | aktualisiert am | stand:
        zuletzt aktualisiert | erstellt am | publié le | mis à jour le | modifié le | publicado el
        actualizado el | actualizado a | pubblicato il | publicado em | gepubliceerd op
        """,
    ),
    "comments": (
        20,
        """
        show # comments | view # comments | see all # | join the discussion | join the debate
        have your say | what do you think | what are your thoughts | tell us | share your thoughts
        log in to comment | you must be logged in | please log in to | comments are
        comments for this | commenting on this | # comments | # responses | voir les #
        commenter cet | lire les # | ver los # | kommentare: | diskutieren | view comments
        show comments | read all comments | leave a comment | add a comment
        join the conversation | comments ( | kommentare ( | commentaires ( | comentarios (
        sort by | reply · | no comments | be the first to
        """,
    ),
    "sign-up": (
        30,
        """
        to get stories | to get more | consider | for more stories | for unlimited | register now
        register today | subscribe to | subscribe for | subscribe and | subscribe | sign up and
        sign up now | sign up today | sign up | join us | join today | become a
        support independent | support quality | already a member | create a free | create your
        start your | try our | try a | log in to | sign in to | login to | never miss
        be the first to | stay informed | stay up to date | stay connected | stay in the know
        get the | get more | get full | get unlimited | get notified | want the | want to read
        enjoying this | enjoy unlimited | like this story | like what you | thank you for reading
        thanks for reading | thanks for signing | thanks for subscribing
        thank you for subscribing | you have # | you've reached | you have reached | you are now
        this article is for | to continue reading | to read the full | continue reading with
        turn on | enable | help us | donate | erhalten sie | bleiben sie | jetzt | der newsletter
        unser newsletter | newsletter | recevez | restez informé | ne manquez | rejoignez
        soutenez | recibe | no te pierdas | únete | reciba | sign up for | sign up to
        sign up here | subscribe to our | subscribe to the | subscribe here | subscribe now
        subscribe on | click here to sign | click here to subscribe | want more | get our
        get the app | get breaking news | download our | download the app | register for
        already a subscriber | already have an account | already registered | not a subscriber
        enter your email | your email address | join our | support our | make a donation
        newsletter: | jetzt anmelden | jetzt abonnieren | melden sie sich | hier anmelden
        zum newsletter | abonnieren sie | abonnez-vous | inscrivez-vous | recevez nos
        recevez notre | recevez chaque | déjà abonné | suscríbete | suscríbase | regístrate
        recibe nuestro | recibe las | apúntate | iscriviti | ricevi le | assine nossa
        inscreva-se | meld je aan | schrijf je in
        """,
    ),
    "cookie": (
        80,
        """
        cookies on | before you continue | with your consent | mit ihrer zustimmung
        avec votre consentement | this website uses | this site uses | we use | we and our
        by clicking | by continuing | cookies help | wir verwenden | diese website
        ce site utilise | nous utilisons | este sitio | utilizamos | usamos
        """,
    ),
    "citation": (
        60,
        """
        cite this | how to cite | journal reference: | journal article: | doi: | https://doi
        zitierweise: | pour citer cet article
        """,
    ),
    "contact": (
        22,
        """
        contact | email | reach | questions? | comments? | tips? | have a | have something
        got news | got feedback | feedback: | to contact | if you have | do you know
        contact us at | contact the author | contact the writer | contact the reporter
        email the author | write to | got a tip | have a tip | got a story | have a story
        send tips to | send a tip | send letters to | send your | send us | got a question
        do you have a | reach the author | got something | let us know what
        """,
    ),
}
