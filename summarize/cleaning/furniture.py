"""The furniture of web pages: what stands on them beside the article, as tables of words.

Nothing here decides; `cleaning` does. Phrases are written as `cleaning` reads a block: lower
case, straight apostrophes, numbers as `#`, no punctuation. Languages stand together, since pages
mix them; English, German, French and Spanish first, the rest where it costs a word.

They were collected by counting the lines that many news pages share, and judged one by one: a
phrase stays only if no article we read would lose a sentence by it.
"""

from collections.abc import Mapping

__all__ = ["LINES", "OPENINGS"]

# A block that is one of these, and nothing else.
LINES: Mapping[str, str] = {
    "advertisement": """
        ad feedback | paid post | advertiser content | our sponsors | from our sponsors
        content from our sponsor | ad choices | adchoices | advertisement # | sponsored links
        sponsor message | sponsored post | ad closed by google | why this ad | hide ad | reklame
        anúncio | commercial | ad | ads | advertisement | advertisements | advertising | advert
        sponsored | promoted | advertisement advertisement | advertisement continue reading below
        sponsored content | advertisement continue reading the main story
        advertisement story continues below | advertisement scroll to continue
        continue reading below | story continued below | story continues below
        story continues below advertisement | article continues below
        article continues after advertisement | story continues | hidden ad unit | paid content
        remove ads | report this ad | skip advertisement | promoted content | partner content
        anzeige | werbung | anzeigen | weiter nach der anzeige | nach der anzeige weiterlesen
        publicité | annonce | contenu sponsorisé | la suite après la publicité | publicidad
        anuncio | anuncios | contenido patrocinado | pubblicità | advertentie | publicidade
        continua após a publicidade | reklama | annons
    """,
    "share": """
        share link | copy url | share url | share via | send to a friend | tweet this | pin this
        share this video | share this post | share post | post | repost | bookmark this
        add to favorites | read later | save for later | gift link | share options
        more sharing options | share using | mail | messenger | telegram | instagram | youtube
        tiktok | bluesky | threads | reddit | x | follow | following | unfollow | audio
        listen to this article | read aloud | weiterleiten | link kopieren | copier le lien
        copiar enlace | kopieren | per email teilen | auf facebook teilen | auf twitter teilen
        a- a+ | font size | print friendly | pdf | share | share this | share this article
        share this story | share article | share story | share this page | tweet | email | e-mail
        email this | print | print this | print article | pin | pin it | save | save article
        save story | bookmark | link copied | copy link | facebook | twitter | whatsapp
        pinterest | linkedin | flipboard | play facebook | share tweet | share on facebook
        share on twitter | share on whatsapp | share via email | listen to article | listen
        follow us | like us on facebook | follow us on twitter | share on x | share on linkedin
        gift article | gift this article | reuse this content | share full article | teilen
        artikel teilen | drucken | merken | beitrag teilen | partager | partager cet article
        imprimer | envoyer | compartir | comparte | compartir en facebook | imprimir | condividi
        compartilhar | delen | text size | print this page | send
    """,
    "navigation": """
        previous article | next article | previous story | next story | previous post | next post
        go back | back | back to home | back to homepage | return to homepage | jump to navigation
        jump to content | skip to footer | skip to search | skip navigation | open navigation menu
        open navigation | navigation | toggle menu | hamburger menu | expand menu | all topics
        all news | latest | my account | your account | sign out | log out | logout
        create account | change language | choose language | language | edition
        international edition | us edition | uk edition | switch edition | listen live
        watch live | live tv | radio | tv | menu search | search this site | submit search | ok
        got it | dismiss | continue | yes | no | help | faq | about us | contact us | advertise
        advertise with us | careers | jobs | archive | archives | rss | e-paper | epaper
        todays paper | today's paper | page # of # | page # | go to top | up | to top
        nächster artikel | vorheriger artikel | zurück | weiter | article suivant
        article précédent | retour | siguiente | anterior | volver | hoch | skip to main content
        skip to content | skip to navigation | back to top | return to top | main menu | menu
        home | homepage | search | close | loading | previous | next | top | prev image # of #
        next image # of # | prev next image # of # | slideshow # images | go to homepage
        site map | all sections | sections | more sections | show more | show less | load more
        view all | see all | view gallery | close menu | open menu | toggle navigation
        view comments | play video | watch video | view photos | zum hauptinhalt springen
        zum inhalt springen | zum inhalt | nach oben | startseite | menü | suche | zur startseite
        aller au contenu | aller au contenu principal | retour en haut | accueil | rechercher
        haut de page | ir al contenido | saltar al contenido | inicio | buscar | menú
        volver arriba | ir al contenido principal | vai al contenuto | was this page useful
        report a problem | was this article helpful | was this helpful | cymraeg | deutsch
        english | español | français | download pdf | download this release | log in | sign in
        login | register | anmelden | einloggen | se connecter | iniciar sesión | mon compte
        for immediate release
    """,
    "related": """
        recommended stories | you may like | you might like | what to read next | popular now
        popular | most recent | latest stories | latest | more news | other stories | our picks
        top picks | editor's choice | best of | must read | must reads | must-read | in other news
        elsewhere | also on this site | more to read | continue reading | read full story
        read the full story | learn more | find out more | see more | view more | discover more
        related items | similar articles | similar stories | also in the news | from the archive
        from the archives | more on this subject | background | hot topics | today's top stories
        around the network | from the web | sponsored stories | you may have missed
        suggested for you | more for you | for you | people also read | read also
        what others are reading | best of the week | more articles | more posts | related posts
        recent posts | mehr | mehr von | mehr aus | empfohlen | empfehlungen | beliebt
        die neuesten | neueste artikel | sur le même thème | articles similaires | recommandés
        plus d'articles | más leídas | más leídos | lo más visto | recomendado | recomendados
        otras noticias | read more | read more on this story | related | related articles
        related stories | related content | related topics | related coverage | related links
        more stories | more on this | more on this story | more on this topic | more from
        also read | read next | up next | you may also like | you might also like | recommended
        recommended for you | recommended reading | trending | trending now | trending stories
        most read | most popular | most viewed | top stories | latest news | editors' picks
        editor's picks | don't miss | in case you missed it | more top stories
        explore more on these topics | topics | tags | from our partners | around the web
        promoted stories | further reading | keep reading | more like this | see also | also see
        click here for more | full coverage | more coverage | watch | go deeper | most shared
        weiterlesen | mehr zum thema | lesen sie auch | auch interessant
        das könnte sie auch interessieren | meistgelesen | mehr lesen | zum thema
        verwandte artikel | lire aussi | lire la suite | à lire aussi | sur le même sujet
        les plus lus | articles liés | à lire également | leer más | lea también | lee también
        más noticias | relacionado | noticias relacionadas | lo más leído | te puede interesar
        temas relacionados | leggi anche | leia também | lees ook | lees verder
    """,
    "comments": """
        view discussion | view discussion thread | see comments | see all comments | read comments
        read the comments | # replies | # reply | # responses | join discussion | leave a reply
        post comment | submit comment | your comment | comments off | most liked | oldest | newest
        best comments | top comments | our comment rules | community guidelines
        comment guidelines | house rules | report comment | kommentieren | mitdiskutieren
        alle kommentare | voir les commentaires | commenter | comentar | ver comentarios
        comments | # comments | # comment | no comments yet | leave a comment | add a comment
        post a comment | comment | view # comments | show comments | join the conversation
        join the discussion | comments # | reply | like # | reply like # | sort by newest
        comments are closed | comments section | add your comment | write a comment
        have your say | what do you think | be the first to comment | view all comments
        show # comments | reader comments | kommentare | # kommentare | kommentar schreiben
        kommentare anzeigen | kommentare # anzeigen | alle kommentare anzeigen
        jetzt kommentieren | diskutieren sie mit | commentaires | # commentaires
        laisser un commentaire | ajouter un commentaire | réagir | comentarios | # comentarios
        deja un comentario | dejar un comentario | commenti
    """,
    "sign-up": """
        register now | register for free | create a free account | start free trial | try for free
        try it free | get started | get notified | notify me | turn on notifications
        enable notifications | allow notifications | follow topic | join | join now | join us
        join today | count me in | i'm in | submit | sign me up | yes please | no thanks
        no, thanks | maybe later | continue with google | continue with facebook
        already a member | already subscribed | email | your email | email required
        email address required | zip code | first name | last name | you're in
        you are now subscribed | thanks | thank you for subscribing | success
        something went wrong | please try again | invalid email address | subscribe for free
        subscribe to read | subscribe to continue reading | give a gift | gift subscription
        view subscription options | see subscription options | support independent journalism
        contribute | kostenlos registrieren | kostenlos testen | zum abo | jetzt registrieren
        newsletter anmelden | recevoir la newsletter | valider | suscribirme | apuntarme
        quiero suscribirme | registrarse | sign up | sign up now | sign up here | sign up today
        sign up for free | subscribe | subscribe now | subscribe today | newsletter | newsletters
        newsletter sign-up | newsletter sign up | newsletter signup | email sign up
        manage newsletters | thank you for signing up | thanks for signing up
        thanks for subscribing | email address | your email address | enter your email
        enter your email address | enter your email here | get the app | download our app
        download the app | become a member | donate | donate now | support us
        support our journalism | jetzt anmelden | jetzt abonnieren | abonnieren
        newsletter abonnieren | newsletter bestellen | e-mail-adresse | s'abonner | je m'abonne
        abonnez-vous | s'inscrire | je m'inscris | inscrivez-vous | votre adresse e-mail
        suscríbete | suscribirse | suscríbase | regístrate | tu correo electrónico | iscriviti
        assine | assine agora | abonneren
    """,
    "cookie": """
        accept | accept and close | accept and continue | agree | i agree | i accept
        agree and continue | decline | reject | deny | allow all | allow cookies | manage options
        manage settings | manage choices | more options | privacy settings | privacy preferences
        your privacy choices | we value your privacy | your privacy | consent | zustimmen
        ablehnen | akzeptieren | einverstanden | alles akzeptieren | nur notwendige | accepter
        refuser | j'accepte | continuer sans accepter | gérer mes choix | aceptar | rechazar
        acepto | configuración | cookie settings | cookie policy | cookie preferences
        manage cookies | accept cookies | accept all | reject all | accept all cookies
        accept all reject all | manage preferences | cookie-einstellungen | alle akzeptieren
        alle ablehnen | alle cookies akzeptieren | tout accepter | tout refuser
        accepter et fermer | paramétrer les cookies | aceptar todo | aceptar cookies
        rechazar todo | configurar cookies | accetta tutti
    """,
    "copyright": """
        legal | legal notice | disclaimer | terms | terms and conditions
        terms of use privacy policy | privacy | privacy notice | reprints
        reprints and permissions | permissions | do not sell my personal information
        do not sell my information | agb | nutzungsbedingungen | politique de confidentialité
        política de privacidad | aviso de privacidad | all rights reserved | copyright
        terms of use | privacy policy | terms of service | alle rechte vorbehalten | impressum
        datenschutz | tous droits réservés | mentions légales | todos los derechos reservados
        aviso legal | tutti i diritti riservati
    """,
    "byline": """
        senior writer | senior editor | senior reporter | political correspondent
        political reporter | news editor | foreign correspondent | chief correspondent
        freelance writer | staff photographer | national correspondent | news reporter
        business reporter | science reporter | sports reporter | bbc news | by our correspondent
        our correspondent | news desk | newsroom | web desk | our reporter
        the associated press contributed to this report | staff writer | staff report
        staff reporter | columnist | opinion contributor | opinion columnist
        special to usa today | associated press | guest columnist | editorial board
        contributing writer | from staff reports | from wire reports | with post wires
        with wire reports | by the associated press | analysis opinion | contributor
    """,
    "photo-credit": """
        photo by | stock photo | stock image | file image | representational image | image by
        video by | foto von | photo dr | view image | view photo | view fullscreen | expand image
        zoom | full screen | fullscreen | open image in gallery | # photos | # images | play
        pause | mute | unmute | video | now playing | watch video | photo | photos | image
        picture | file photo | getty images | ap photo | handout photo | courtesy photo
        enlarge this image | toggle caption | image caption | pullquote | embedtweet
        embedtweet id # | click to enlarge | image credit | photo credit | hide caption | dpa
        bild | foto | archivfoto | symbolbild | photo d'illustration | foto de archivo
    """,
}

# A block that begins so: rule -> the most words it may have, and the phrases. A colon is part of
# the phrase where the words alone could begin a sentence.
OPENINGS: Mapping[str, tuple[int, str]] = {
    "related": (
        30,
        """
        also on | also in | see more | more in | recommended for | you may also | popular in
        popular now in | top stories in | latest in | analysis: | opinion: | explainer:
        explained: | in pics: | in photos: | filed in: | filed to: | posted in: | categories:
        category: | keywords: | tagged: | topic: | section: | don't miss | sponsored: | promoted:
        ad: | next: | previous: | previous article: | next article: | read our | read the full
        read this: | read this next: | must read: | see our | watch the | click for more
        for more on | read: | from the archive: | background: | key facts: | mehr: | mehr zu
        mehr von | lesetipp: | hintergrund: | das könnte sie | à lire également:
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
        imagen de archivo | now playing
        """,
    ),
    "copyright": (
        70,
        """
        use of this site | use of and/or registration | this site is protected
        by using this site | content may not | no part of this | nothing in this
        any reproduction | material may not | this website
        copyright © | copyright # | copyright (c) | © # | © copyright | (c) # | ©# | copyright by
        all rights reserved | the opinions expressed | the views expressed | opinions expressed in
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
        this report was updated | this story was updated
        this story was originally | this article was updated | date: | veröffentlicht am
        aktualisiert am | stand: | zuletzt aktualisiert | erstellt am | publié le | mis à jour le
        modifié le | publicado el | actualizado el | actualizado a | pubblicato il | publicado em
        gepubliceerd op
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
        register now | register today | subscribe to | subscribe for | subscribe and | subscribe
        sign up and | sign up now | sign up today | sign up | join us | join today | become a
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
        this website uses | this site uses | we use | we and our | by clicking | by continuing
        cookies help | wir verwenden | diese website | ce site utilise | nous utilisons
        este sitio | utilizamos | usamos
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
