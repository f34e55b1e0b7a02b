"""The small words of languages: by these a text is recognised, and these are passed over.

`COMMON` has the commonest words of a language, for telling which one a text is in; `STOP_WORDS`
those that carry no subject, for the languages where we keep the list ourselves.
"""

from collections.abc import Mapping

__all__ = ["COMMON", "STOP_WORDS"]

# The commonest words that a language does not share with its neighbours, and a few that it does:
# enough that 25 % of any prose is in the list.
COMMON: Mapping[str, str] = {
    "af": "die en van in is het nie dat om vir wat te met sy hy ek was hulle deur kan word aan",
    "be": "і ў не на што з да гэта як у па але для яго яны быў была ён мы пра таксама калі",
    "bg": "на и да се за от е не са с че по ще в като до това при или той беше след има към",
    "ca": "de la que i a el en els per les un amb una es va al del no l d ha són més però també",
    "cs": "a se v na je že o s z do to i za by ve jsem jako k po ale si od jeho byl které který"
    " pro už podle také až jsou nebo když",
    "da": "og i at det er en til af for på som den de ikke med der et har var han jeg kan fra"
    " blev ud sig mere efter nu hvor også skal vil efter være",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch"
    " es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über war so"
    " zum haben nur oder aber vor zur bis mehr durch man ich wir",
    "en": "the of and to in a is that for it on was as with be by he at from his this are or an"
    " have not they but had which you were her all she there would their we him been has when who"
    " will more if no out said what up its about into than them can only my i",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le"
    " ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde fue era son",
    "et": "ja on ei et see oli ka kui ta ning mis aga oma või nii selle seda kes siis veel välja",
    "eu": "eta da ez du bat zen dira egin baina ere izan zuen den dituzte hau duen beste hori",
    "fa": "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شد می‌شود گفت اما",
    "fi": "ja on ei että oli se hän ovat myös mutta kun joka sen ole tai niin kuin mukaan vain"
    " jos sitä minä olen ollut hänen nyt mitä sekä vuoden jo",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce"
    " il sont la avec son ses aux l d qu mais ou comme elle cette nous été leur on deux sa ont fait"
    " ces y aussi je vous",
    "ga": "an agus na a ar is i go le sé do bhí ag tá sin ach don leis mar ó nach chun seo bhí sa",
    "gl": "de a o que e do da en un os no das na para con unha por se dos ao non como máis súa",
    "ar": "في من على أن إلى التي عن لا ما هذا الذي مع كان بعد هذه قد بين كما ذلك حتى وقال كانت",
    "he": "את של על הוא לא זה עם כי גם היא אבל או היה אני יש כל מה אם בין לאחר הם",
    "hi": "के में की है और से का को पर ने कि यह हैं भी एक नहीं था लिए इस ही हो गया कर वह तो थे",
    "hr": "i je u na se da su za od s što kao koji a bi će ne koja o iz ili nije samo je biti",
    "hu": "a az és hogy nem is egy ez volt meg de csak azt már mint el ha ezt vagy még mert sem"
    " ki van lehet majd pedig után",
    "id": "yang dan di dari untuk dengan ini itu dalam tidak pada akan ke adalah juga telah oleh"
    " sebagai bisa ada mereka kami saya tersebut karena",
    "is": "og að í er á sem til en við um var það ekki með af ég hann fyrir þeir hafa þetta",
    "it": "di e il la che in a per un è del non una i le si con da dei come ma della al nel sono"
    " più alla anche lo ha gli questo o l delle se su d dal era suo ci",
    "lt": "ir kad yra su į o ne iš tai bet buvo jo už kaip dar apie jis po nuo tik ar prie per",
    "lv": "un ir ka no uz par ar kas tā bet arī to lai pēc kā nav vai gan tika būt viņš šo",
    "mk": "на и во да се од за не со што е ќе ги го како кој но беше тоа по сите бил",
    "mr": "आणि आहे या च्या तो ते ही व हे नाही होते होता की असे केले मध्ये त्या आहेत हा",
    "ne": "र छ को मा लाई पनि यो छन् भने गर्ने हो थियो गरेको एक ले भएको तर त्यो नै",
    "nl": "de van een het en in is dat op te zijn met voor niet aan er om ook als dan maar bij of"
    " uit naar door ze hij heeft over werd wordt nog was worden hebben kan geen",
    "no": "og i det er på som en til for å av at med har de den ikke et om var han jeg fra seg"
    " ble vi men også etter skal vil kan mot blir nå hun noe være",
    "pl": "w i na z się nie do to że jest o jak a po co od za przez ale jego dla tak czy jej"
    " przy już tym może są tego który które był oraz",
    "pt": "de a que o e do da em um para é com não uma os no se na por mais as dos como mas foi"
    " ao ele das tem à seu sua ou ser quando muito há nos já está eu também são",
    "ro": "de și în a la cu pe că nu o este din un să pentru care mai au fost ce se lui al sunt"
    " dar prin am fi cel după sau",
    "ru": "в и не на что с он как по это но из за к у же от о было его для так бы все она они мы"
    " при или только я когда еще был также после",
    "sk": "a sa v na je že o s z do to i za by vo som ako k po ale si od jeho bol ktoré ktorý"
    " pre už podľa aj až sú alebo keď",
    "sl": "je in v na da se za ki so pa z tudi ne bi po bo od ni še s kot pri ali sem iz bil",
    "sq": "të në e dhe për një me nga që i është ka nuk u do më se janë si por kjo ishte",
    "sr": "и је у на се да су за од са што као који а би ће не која о из или није само"
    " je u na se da su za od sa što kao koji a bi će ne koja o iz ili nije samo bio biti",
    "sv": "och i att det som en på är av för med den till inte har de ett om var jag så men han"
    " från vi kan när hade sig nu också efter eller ska vara blev under",
    "sw": "na ya wa kwa ni katika za la kuwa hii kama si cha yake huo wake hiyo pia baada watu",
    "tr": "ve bir bu da için de ile çok olarak daha olan gibi ama ne o kadar sonra olduğu var en"
    " ise değil her mi göre ya",
    "uk": "і в не на що з у та до за як це але від є про він для його по був так або вони також"
    " після буде її",
    "ur": "کے میں کی ہے اور سے کا کو پر نے کہ یہ ہیں بھی ایک نہیں تھا اس ہو گیا وہ",
    "vi": "và của là có trong được cho không các một người với đã này những để khi đến từ về",
    "yi": "און די איז אין דער צו אַז פֿון פון מיט נישט דאָס האָט ער זיי אַ אויף מען",
}  # fmt: skip

# Words that build sentences and say nothing of their subject: every closed class, the auxiliary
# and reporting verbs. The public lists (1,300 words) also drop "act", "bill" and "billion".
_ENGLISH = """
a about above across after afterwards again against ago ah all almost alone along already also
although always am amid among amongst an and another any anybody anyhow anymore anyone anything
anyway anywhere are aren't around as aside at away back be became because become becomes been
before behind being below beneath beside besides between beyond both but by came can can't cannot
come comes could couldn't despite did didn't do does doesn't doing don't done down during each
either else elsewhere enough etc even ever every everybody everyone everything everywhere except
few for former from further furthermore gave get gets getting give given gives go goes going gone
got had hadn't has hasn't have haven't having he he's hence her here hers herself him himself his
how however i if in indeed instead into is isn't it it's its itself just keep kept know known last
later least less let let's like likely made make makes making many may maybe me meanwhile might
mine more moreover most mostly much must my myself near nearly neither never nevertheless next no
nobody none nonetheless nor not nothing now nowhere of off often oh ok okay on once one ones only
onto or other others otherwise ought our ours ourselves out over own per perhaps put quite rather
really regarding said same saw say saying says see seem seemed seems seen several shall shan't she
should shouldn't since so some somebody somehow someone something sometimes somewhere soon still
such take taken takes taking tell than that that's the their theirs them themselves then there
thereby therefore these they they're thing things this those though through throughout thus till
to together told too took toward towards under unless until unto up upon us use used using usually
very via was wasn't way we well went were weren't what whatever when whenever where whereas
whereby wherever whether which whichever while who whoever whole whom whose why will with within
without won't would wouldn't yeah yes yet you your yours yourself yourselves
"""

# Where stopwords-iso has no list, or one too short to work with.
STOP_WORDS: Mapping[str, str] = {
    "en": _ENGLISH,
    "et": "aga alla ära ees ega ehk ei enam enne eriti et iga ikka ilma ise ja jah järgi juba jälle"
    " ka kas keegi keda kelle kes kogu koos kui kuid kuidas kus kõige kõik küll läbi ma me meie"
    " mida mille millal mina mingi mis miski mitte mu mõne mõni mööda nad need neid neile nende"
    " nendes nii ning nüüd oleks olema olen oli olid oma on ole oled oleme olete pole peab pea"
    " peale pärast sa saab samuti sama seal see seda sees selle selles siin siis sina su suur ta"
    " taga tal te tee teie tema temal tuleb tõttu uuesti vaid vastu veel vist välja või võib üks"
    " üle ühe",
    "hy": "այն այս այդ այլ եւ և է էին ես եմ են եք էր ըստ թե իր ինչ մենք մեր մի նա նաև նրա նրանք որ"
    " որը որոնք որպես ու ում պիտի վրա համար հետ մեջ միայն բայց ոչ չի չեն կամ եթե երբ ով",
    "ne": "र छ को का की मा लाई ले बाट पनि यो यस यी त्यो त्यस ती हो होइन छन् छैन थियो थिए भने भन्ने"
    " भएको भएका गरेको गरेका गर्ने गर्न गरी एक तर नै लागि सँग देखि सम्म हुन् हुने भयो म हामी तिमी"
    " तपाईं उनी उहाँ के कि वा जो जुन अनि पछि अघि त",
    "sr": "a ako ali bi bih bila bili bilo bio biti bude će ćemo da do duž ga gde i ih ili im iz"
    " između ja je jedan jer jesam još ju kad kada kako kao ko koja koje koji kojih kojim koju"
    " kroz li me među mi moj može mu na nad nakon nam nas naš ne neki nego ni nije nisam nisu njega"
    " njen njih o od on ona one oni ono ova ovaj ove ovo pa po pod posle pre pred prema pri s sa"
    " sam samo se si smo ste su sve svi svoj ta taj tako te ti to toga tu u uz već vi za što"
    " а ако али би бих била били било био бити буде ће ћемо да до дуж га где и их или им из између"
    " ја је један јер јесам још ју кад када како као ко која које који којих којим коју кроз ли ме"
    " међу ми мој може му на над након нам нас наш не неки него ни није нисам нису њега њен њих о"
    " од он она оне они оно ова овај ове ово па по под после пре пред према при с са сам само се си"
    " смо сте су све сви свој та тај тако те ти то тога ту у уз већ ви за што",
    "ta": "ஒரு என்று மற்றும் இந்த இது என்ற கொண்டு என்பது பல ஆகும் அல்லது அவர் நான் உள்ள அந்த இவர்"
    " என முதல் என்ன இருந்து சில என் போன்ற வேண்டும் வந்து இதன் அது அவன் தான் பலரும் என்னும் மேலும்"
    " பின்னர் கொண்ட இருக்கும் தனது உள்ளது போது என்றும் அதன் தன் பிறகு அவர்கள் வரை அவள் நீ ஆகிய"
    " இருந்தது உள்ளன வந்த இருந்த மிகவும் இங்கு மீது ஓர் இவை இந்தக் பற்றி வரும் வேறு இரு இதில் போல்"
    " இப்போது அவரது மட்டும் இந்தப் எனும் மேல் பின் சேர்ந்த ஆகியோர் எனக்கு இன்னும் அந்தப் அன்று"
    " ஒரே மிக அங்கு பல்வேறு விட்டு பெரும் அதை பற்றிய உன் அதிக அந்தக் பேர் இதனால் அவை அதே ஏன் முறை"
    " யார் என்பதை எல்லாம் மட்டுமே இங்கே அங்கே இடம் இடத்தில் அதில் நாம் அதற்கு எனவே",
    "yi": "און די דער דאָס דעם אַ אַן איז זענען זײַנען געווען האָט האָבן אין אויף פֿון פון מיט צו"
    " פֿאַר פאר בײַ ביי ווי אַז אָבער נישט ניט אויך נאָר נאך נאָך איך דו ער זי עס מיר איר זיי מען"
    " זיך זייער זײַן וואָס ווער ווען וווּ אָדער אויב ווײַל אַזוי שוין דאָ יעדער אַלע",
}  # fmt: skip
