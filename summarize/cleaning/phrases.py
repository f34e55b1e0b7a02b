"""Tables of the phrases that make a line of a web page boilerplate.

Nothing here decides; `cleaning` does. Phrases are written as `cleaning` reads a block: lower
case, straight apostrophes, numbers as `#`, no punctuation. Languages stand together, since pages
mix them; English, German, French and Spanish first, the rest where it costs a word.

They were collected by counting the lines that many news pages share, and judged one by one: a
phrase stays only if no article we read would lose a sentence by it.
"""

from collections.abc import Mapping

__all__ = ["LINES"]

# A block that is one of these, and nothing else.
LINES: Mapping[str, str] = {
    "advertisement": """
        skip ad | close ad | article continues after this ad | article continues after ad
        after newsletter promotion | story continues after this ad | continues below | ad feedback
        paid post | advertiser content | our sponsors | from our sponsors
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
        # shares | # share | listen # min | listen # mins | share link | copy url | share url
        share via | send to a friend | tweet this | pin this | share this video | share this post
        share post | post | repost | bookmark this | add to favorites | read later
        save for later | gift link | share options | more sharing options | share using | mail
        messenger | telegram | instagram | youtube | tiktok | bluesky | threads | reddit | x
        follow | following | unfollow | audio | listen to this article | read aloud | weiterleiten
        link kopieren | copier le lien | copiar enlace | kopieren | per email teilen
        auf facebook teilen | auf twitter teilen | a- a+ | font size | print friendly | pdf
        share | share this | share this article | share this story | share article | share story
        share this page | tweet | email | e-mail | email this | print | print this | print article
        pin | pin it | save | save article | save story | bookmark | link copied | copy link
        facebook | twitter | whatsapp | pinterest | linkedin | flipboard | play facebook
        share tweet | share on facebook | share on twitter | share on whatsapp | share via email
        listen to article | listen | follow us | like us on facebook | follow us on twitter
        share on x | share on linkedin | gift article | gift this article | reuse this content
        share full article | teilen | artikel teilen | drucken | merken | beitrag teilen
        partager | partager cet article | imprimer | envoyer | compartir | comparte
        compartir en facebook | imprimir | condividi | compartilhar | delen | text size
        print this page | send
    """,
    "navigation": """
        scroll to top | scroll up | scroll down | go back up | explore | cart | cart # | my feed
        older posts | newer posts | older | newer | download as pdf | save as pdf | view as pdf
        subscriber login | member login | previous article | next article | previous story
        next story | previous post | next post | go back | back | back to home | back to homepage
        return to homepage | jump to navigation | jump to content | skip to footer
        skip to search | skip navigation | open navigation menu | open navigation | navigation
        toggle menu | hamburger menu | expand menu | all topics | all news | latest | my account
        your account | sign out | log out | logout | create account | change language
        choose language | language | edition | international edition | us edition | uk edition
        switch edition | listen live | watch live | live tv | radio | tv | menu search
        search this site | submit search | ok | got it | dismiss | continue | yes | no | help
        faq | about us | contact us | advertise | advertise with us | careers | jobs | archive
        archives | rss | e-paper | epaper | todays paper | today's paper | page # of # | page #
        go to top | up | to top | nächster artikel | vorheriger artikel | zurück | weiter
        article suivant | article précédent | retour | siguiente | anterior | volver | hoch
        skip to main content | skip to content | skip to navigation | back to top | return to top
        main menu | menu | home | homepage | search | close | loading | previous | next | top
        prev image # of # | next image # of # | prev next image # of # | slideshow # images
        go to homepage | site map | all sections | sections | more sections | show more
        show less | load more | view all | see all | view gallery | close menu | open menu
        toggle navigation | view comments | play video | watch video | view photos
        zum hauptinhalt springen | zum inhalt springen | zum inhalt | nach oben | startseite
        menü | suche | zur startseite | aller au contenu | aller au contenu principal
        retour en haut | accueil | rechercher | haut de page | ir al contenido
        saltar al contenido | inicio | buscar | menú | volver arriba | ir al contenido principal
        vai al contenuto | was this page useful | report a problem | was this article helpful
        was this helpful | cymraeg | deutsch | english | español | français | download pdf
        download this release | log in | sign in | login | register | anmelden | einloggen
        se connecter | iniciar sesión | mon compte | for immediate release
    """,
    "related": """
        further coverage | most commented | most discussed | most emailed | read on
        auch lesenswert | lesenswert | ebenfalls interessant | more coverage | other coverage
        next up | on the same subject | recommended stories | you may like | you might like
        what to read next | popular now | popular | most recent | latest stories | latest
        more news | other stories | our picks | top picks | editor's choice | best of | must read
        must reads | must-read | in other news | elsewhere | also on this site | more to read
        continue reading | read full story | read the full story | learn more | find out more
        see more | view more | discover more | related items | similar articles | similar stories
        also in the news | from the archive | from the archives | more on this subject
        background | hot topics | today's top stories | around the network | from the web
        sponsored stories | you may have missed | suggested for you | more for you | for you
        people also read | read also | what others are reading | best of the week | more articles
        more posts | related posts | recent posts | mehr | mehr von | mehr aus | empfohlen
        empfehlungen | beliebt | die neuesten | neueste artikel | sur le même thème
        articles similaires | recommandés | plus d'articles | más leídas | más leídos
        lo más visto | recomendado | recomendados | otras noticias | read more
        read more on this story | related | related articles | related stories | related content
        related topics | related coverage | related links | more stories | more on this
        more on this story | more on this topic | more from | also read | read next | up next
        you may also like | you might also like | recommended | recommended for you
        recommended reading | trending | trending now | trending stories | most read
        most popular | most viewed | top stories | latest news | editors' picks | editor's picks
        don't miss | in case you missed it | more top stories | explore more on these topics
        topics | tags | from our partners | around the web | promoted stories | further reading
        keep reading | more like this | see also | also see | click here for more | full coverage
        watch | go deeper | most shared | weiterlesen | mehr zum thema | lesen sie auch
        auch interessant | das könnte sie auch interessieren | meistgelesen | mehr lesen
        zum thema | verwandte artikel | lire aussi | lire la suite | à lire aussi
        sur le même sujet | les plus lus | articles liés | à lire également | leer más
        lea también | lee también | más noticias | relacionado | noticias relacionadas
        lo más leído | te puede interesar | temas relacionados | leggi anche | leia também
        lees ook | lees verder
    """,
    "comments": """
        # likes | likes | discussion about this post | discussion | kommentar verfassen
        kommentar abgeben | write a reply | start the discussion | view discussion
        view discussion thread | see comments | see all comments | read comments
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
