"""Blocks and sentences: where each starts and ends, to the character."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.document import Document
from summarize.language.profiles import codes
from summarize.language.segmentation import sentences
from summarize.reading.blocks import blocks

# Each line: a language, and a text whose sentences are parted by " | ".
CASES = """
en: Dr. Smith saw Gen. Lee. | Sen. Warren left.
en: J. K. Rowling wrote it. | Evans J.R. Revere read it.
en: Mr. and Mrs. Hall sold St. Mary's Inn. | Prof. Li bought it.
en: Martin Luther King Jr. spoke. | The crowd listened.
en: Lt. Col. Ann Reyes and Capt. Ito flew north. | Sgt. Bo stayed.
en: He lives in the U.S. and likes it.
en: He lives in the U.S. | The country is big.
en: The U.N. Security Council met. | The U.S. Senate voted.
en: It was then-Sen. Lee who voted. | The vice-pres. Ito did not.
en: It hurt Govs. Lee of Ash and Ito of Elm. | Reps. Bo and Ek agreed.
en: The Saudi-U.S. talks went on. | They hold U.S.-U.K. talks in May.
en: Washington, D.C., is warm. | He lives there.
en: It rose 3.5 percent. | Then it fell.
en: The town paid $62.4 million. | It was too much.
en: It opens at 3 p.m. on Monday. | It closes at 9 p.m.
en: It opens at 3 p.m. | The show starts later.
en: Apple Inc. rose. | Acme Corp. and Dell Ltd. fell.
en: See No. 5 for details. | Nobody did.
en: It was Nov. 19. | It stayed open.
en: On Jan. 5 he came. | On Feb. 6 he left.
en: Some fruits, e.g. apples, i.e. food. | Others rot.
en: Smith et al. found this. | Nobody else did.
en: It was Smith vs. Jones. | Jones won.
en: She has a Ph.D. in physics. | He has none.
en: "Stop." | He left.
en: “Stop.” | He left.
en: ‘Stop.’ | He left.
en: “Really?” she asked. | “Yes!” he said.
en: “We won’t go,” he said. | “We can’t.” | She nodded.
en: He said, “Go.” | They went.
en: “I went home. | I slept,” he said.
en: Some call it a “fake alliance.” | The two have no ties.
en: He asked “Why me?” and left. | Nobody answered.
en: “Stop!” shouted the guard. | They ran.
en: Yahoo! bought it. | It sold it again.
en: Wait... what? | Nothing.
en: He paused … and went on. | Then he stopped.
en: “But …” she began. | He left.
en: Really!? | Yes.
en: Is this it? | Yes. | No! | Never.
en: (It was late.) | He left.
en: He left (it was late.). | She stayed.
en: He said so (see p. 5). | She agreed.
en: The end (really). | And more.
en: Visit example.com. | Next, write to a@b.org.
en: Open file.txt now. | Done.
en: Use Node.js 3.5 here. | It works.
en: See https://example.com/a.Bc for more. | Thanks.
en: It ended.| The next day came.
en: The vote failed!| Nobody cheered.
en: She said “go.”| They went.
en: This ended.[1] | The next part.[2] | The end.
en: He was right.[12][13] | She was not.
en: 1. First thing. | 2. Second thing.
en: the cat sat down. | the dog ran off. | all was well.
en: no punctuation at all here
en: one line of text … and more of it
en: BEIJING — Xi met Trump. | They talked.
en: The temperature was -3.5 C. | It snowed.
en: He scored 3. | She scored 4.
en: Version 2.0 is out. | Get it.
en: That is all, folks! | (Applause.) | Good night.
en: Who knew? | “Nobody,” he said.
en: It cost £5. | That was 1999.
en: Mt. Everest is high. | Ft. Worth is flat.
en: It is not a new story. | Demographers knew.
en: “They can judge for themselves,” he said this month. | “Cruz is out.”
en: She moved to New York. | Obama stayed.
en: It fell all month. | Sen. Rand Paul of Ky. Republicans agreed.
en: “It is no joke.” | (Oct. 18) Smith et al. Daly wrote it.
en: The answer is no. | Not one left.
en: He is second, after Gen. Rickie Hall. | Rickie won.
en: It was in Richmond, Va. (AP) — Rickie
en: So Mr. Wm. Rickie met him at the mall. | Rickie hid.
fr: Elle revint le mois suivant. | Demain reste loin.
de: Am 3. Oktober 1990 war es so weit. | Der 2. Weltkrieg war lange vorbei.
de: Prof. Dr. Müller kam z.B. nach Bonn. | Das ist u.a. ein Thema.
de: „Halt.“ | Er ging.
de: „Kommst du?“, fragte sie. | „Nein“, sagte er.
de: Er zahlte 3,5 Mio. Euro. | Das war ca. die Hälfte.
de: Siehe Abs. 3 und Nr. 4. | Danach ist Schluss.
fr: M. Dupont est là. | Mme. Dupont aussi.
fr: «Arrête.» | Il part.
fr: « Tu viens ? » demande-t-elle. | Il dort.
fr: Voir p. 12, chap. 3 du livre. | Puis rien.
es: El Sr. López llegó. | La Sra. Pérez y EE. UU. firmaron.
es: ¿Qué pasa? | ¡Nada! | Vale.
it: Il sig. Rossi è qui. | Il dott. Bianchi no.
zh: 今天很好。| 我去了公园。| 你呢？
zh: 他说：「你好。」| 她笑了。
ja: 今日は晴れです。| 公園に行きました！| 楽しかった。
hi: यह अच्छा है। | वह गया।
ar: ما هذا؟ | هذا كتاب جديد.
en: They kicked off at 8 p.m. | Rovers scored first. | It rained.
en: The report was ready in April.1 Engineers read it. | Nobody else did.
en: He wears size S. | It fits. | She wears size L.
de: Wir gingen am Abend. | Sie ist 84 Jahre alt. | Das ist ok. | Er half mir.
de: Der II. Weltkrieg begann am 1. September. | Er endete 1945. | Danach kam Frieden.
de: »Wann öffnet die Brücke?«, fragte sie. | Niemand antwortete.
fr: Il part en mai. | Elle voit la mer. | C'est J.-P. Morel qui parle.
fr: — Quand vient-il ? demanda Luc. | Personne ne répondit.
fr: « Tu viens ? » demande Anne. | Il dort.
it: Vedi l'art. 5 della legge. | Il dott. Neri lo conosce.
es: Vive en la Avda. Olmos, núm. 5. | Nació en el siglo IV a. C. cerca del mar.
es: —¿Cuándo abrirá? —preguntó Ana. | Nadie respondió.
pt: Chegou no fim do ano. | A casa dá para o mar. | Apagou a luz.
nl: Hij woont i.p.v. hier daar. | De mw. drs. Vos kent hem.
sv: Alla tänkte på dem. | De hade tre barn. | Det kostar ca. 3 milj. kr. enligt bl.a. kommunen.
da: Det så han. | Hun kom kl. 8 med hr. Holm. | Det var alt.
no: Han så det. | Kl. 14 kom fru Li, jf. kap. 5. | Det var alt.
fi: Se oli noin. | Hän tuli n. kello 8, esim. maanantaina. | Loppu.
is: Hann kom í dag. | Hún fór til dr. Jóns. | Það var gott.
pl: W 2011 r. Nowak odszedł. | Kosztował ok. 3 mln zł. | Stoi przy ul. Lipowej.
pl: – Kiedy przyjdzie? – zapytał Jan. | Nikt nie wiedział.
cs: Žil ve 14. století. | „Kdy přijde?“ zeptal se Jan. | Nikdo nevěděl.
hr: Došao je oko 8 sati, tj. kasno. | "Kada?", upitao je Ivan. | Nitko nije znao za sv. Nikolu.
ru: Он жил на ул. Лесной, д. 5. | — Когда? — спросил он. | Ответил А. И. Белов.
ru: Это было в 1907 г. | Потом город вырос. | Население — 3 тыс. человек и т. д. | Всё.
uk: Він жив на вул. Лісовій. | Це коштує бл. 3 млн. грн. на рік. | Усе.
lt: Jis gyveno Alyvų g. 5, žr. planą. | 2005 m. jis išvyko. | Viskas.
hu: A II. kerületben lakott. | – Mikor jön? – kérdezte Éva. | Senki sem tudta.
ro: A plătit 3 mil. lei. | Dl. Pop a plecat. | Atât.
tr: Dr. Kaya geldi. | "Ne zaman?" diye sordu. | Zeytin Sok. No. 5'te oturuyor.
el: Πού πας; | Δεν ξέρω. | Ο κ. Νίκου ξέρει.
hy: Թանգարանը բացվեց։ | Մուտքը ազատ է: | Բոլորը գոհ են։
ka: ხიდი დაიკეტა. | მერი კმაყოფილია.
am: ድልድዩ ተዘጋ። | ከንቲባው ተደስተዋል።
my: တံတားပိတ်သည်။ | လှေများသွားသည်။
km: ស្ពាន​បិទ​ហើយ។ | នាវា​ឆ្លង​កាត់។
fa: او آمد. | چرا؟ | کسی نمی‌دانست.
he: הוא בא. | למה? | איש לא ידע.
ar: "متى يفتح؟" سأل الصحفي. | لم يجب أحد.
hi: "हम नहीं जाएंगे।" महापौर डॉ. शर्मा ने कहा। | सब चुप थे।
ko: "고칠 수 없다."라고 그가 말했다. | 시장은 말이 없었다.
ja: 「直せない。」と彼は言った。| 船は通る!| 市長は?| 喜んでいる.
ja: 待って……それだけだ。| 終わり。
zh: “我们别无选择。”市长陈莉说。| 没人回答。
zh: 他说：“修不好了。”| 船还能过。
zh: 请写信到a.b@example.org报名。| 名额有限。
vi: “Khi nào mở?”, Lan hỏi. | Không ai trả lời ông Tr. Minh.
id: Ia tinggal di Jl. Melati No. 5. | Tn. Budi dan Ny. Sari setuju.
de: „Wir haben keine Wahl“, sagte Bürgermeister Dr. Hans Meier am 3. Mai.
de: „Der Weg wird gesperrt.“ | Die Kosten (ca. 2,4 Mio. Euro) trägt das Land.
es: —No tenemos otra opción —dijo la alcaldesa Sra. Gil—. | El camino se cierra. | ¿Cuándo abre?
es: ¡En mayo!
it: «Non abbiamo scelta», ha detto il sindaco dott. Rossi.
it: Il sig. Bianchi e l'ing. Verdi erano d'accordo. | Perché no?
pt: “Não temos escolha”, disse o Sr. Silva. | O prédio fica na Av. Brasil, n.º 5.
pt: “Quando abre?”, perguntou a Dra. Ana. | Em maio.
nl: ‘We hebben geen keus’, zei burgemeester mr. J. de Vries. | De weg kost ca. 2 mln. euro.
nl: 's Avonds is hij dicht.
sv: – Vi har inget val, säger kommunalrådet Mia Lund. | Vägen stängs bl.a. på grund av is.
sv: Den öppnas t.ex. i maj. | Kl. 8 går bussen.
da: »Vi har intet valg,« siger borgmester Bo Dam. | Stien lukkes bl.a. den 3. maj kl. 8.
da: Det koster ca. 2 mio. kr. i alt.
no: – Vi har ikke noe valg, sier ordfører Kari Li. | Veien stenges 17. mai f.eks. kl. 8.
no: Den åpner igjen i juni.
fi: – Meillä ei ole vaihtoehtoa, sanoi pormestari Aino Lehto. | Tie suljetaan 3. toukokuuta klo 8.
fi: Se maksaa n. 2 milj. euroa.
pl: – Nie mamy wyboru – powiedział burmistrz dr Jan Lis.
pl: Droga przy ul. Długiej 5 zostanie zamknięta 3 maja br. o godz. 8. | Kosztuje ok. 2 mln zł.
cs: „Nemáme na výběr,“ řekl starosta Ing. Jan Novák. | Cesta v ul. Dlouhé bude 3. května uzavřena.
cs: Stojí cca 2 mil. Kč.
hu: – Nincs más választásunk – mondta Kiss János polgármester. | Az út máj. 3-án zárul.
hu: A Fő u. 5. sz. ház üres.
ro: „Nu avem de ales”, a spus primarul dr. Ion Pop. | Strada Lungă nr. 5 se închide pe 3 mai.
ro: Costă cca. 2 mil. lei.
uk: «У нас немає вибору», — сказав міський голова І. Петренко.
uk: Музей на вул. Шевченка, буд. 5 закрито з 2019 р. до травня. | Квиток коштує 50 грн.
tr: “Başka seçeneğimiz yok,” dedi Belediye Başkanı Dr. Ali Kaya.
tr: Yol 3. Cadde'de saat 8.30'da kapanacak. | Maliyeti 2 milyon TL.
el: «Δεν έχουμε επιλογή», είπε ο δήμαρχος κ. Νίκου. | Πότε ανοίγει;
el: Τον Μάιο, στις 8 π.μ. περίπου. | Η οδός έχει αρ. 5.
ar: قال رئيس البلدية د. علي حسن: «لا خيار لنا». | متى يفتح الطريق؟ | في مايو المقبل.
ar: التكلفة 2.4 مليون يورو!
fa: شهردار گفت: «چاره‌ای نداریم.» | مسیر از ۳ مه بسته می‌شود. | کی باز می‌شود؟
fa: هزینه‌اش ۲٫۴ میلیون یورو است.
he: "אין לנו ברירה", אמר ראש העיר ד"ר כהן. | השביל ייסגר ב-3.5.2024 בשעה 8. | מתי ייפתח? | במאי.
hi: “हमारे पास कोई विकल्प नहीं है,” मेयर डॉ. शर्मा ने कहा। | रास्ता 3 मई को बंद होगा। | कब खुलेगा?
hi: प्रो. वर्मा नहीं आए।
bn: মেয়র ড. রহমান বলেন, “আমাদের উপায় নেই।” | পথটি ৩ মে বন্ধ হবে। | কবে খুলবে? | কেউ জানে না।
ur: میئر نے کہا، ”ہمارے پاس کوئی چارہ نہیں۔“ | راستہ 3 مئی کو بند ہوگا۔ | کب کھلے گا؟
ur: ڈاکٹر علی نہیں آئے۔
zh: 市长说，“路将关闭。”| “为什么？”记者问道。| （见www.example.com。）
ja: 「選択の余地はない。」と市長は述べた。| 「いつ開くのか？」と彼女は尋ねた。| 費用は約2.4億円だ。
ja: 答えはなかった……。
ko: “선택의 여지가 없습니다.”라고 김 시장은 말했다. | 길은 5월 3일에 닫힌다. | 언제 열리나요?
ko: 비용은 2.4억 원이다.
hy: «Մենք ընտրություն չունենք»,— ասաց քաղաքապետը։ | Ճանապարհը կփակվի մայիսի 3-ին։ | Ե՞րբ կբացվի։
ka: „ჩვენ არჩევანი არ გვაქვს“, – თქვა მერმა. | გზა 3 მაისს დაიკეტება. | როდის გაიხსნება?
my: လမ်းကို မေလတွင် ပိတ်မည်။| ကုန်ကျစရိတ်မှာ များသည်။| ဘယ်တော့ ဖွင့်မလဲ။
am: መንገዱ በግንቦት ይዘጋል። | ወጪው ብዙ ነው። | መቼ ይከፈታል?
ta: “எங்களுக்கு வேறு வழியில்லை,” என்று மேயர் டாக்டர் ராஜா கூறினார். | பாதை மே 3 அன்று மூடப்படும்.
ta: எப்போது திறக்கும்?
vi: “Chúng tôi không còn lựa chọn”, ông TS. Nguyễn Văn A. nói. | Đường sẽ đóng ngày 3.5.2024.
vi: Khi nào mở? | TP. Hồ Chí Minh chưa trả lời.
id: “Kami tidak punya pilihan,” kata Wali Kota Dr. H. Ahmad.
id: Jl. Merdeka No. 5 ditutup pada 3 Mei. | Kapan dibuka?
bg: „Нямаме избор“, каза кметът д-р Иван Петров.
bg: Ул. „Шипка“ № 5 се затваря на 3 май 2024 г. и отваря през юни. | Струва 2 млн. лв.
hr: „Nemamo izbora“, rekao je gradonačelnik dr. Ivan Horvat.
hr: Ulica se zatvara 3. svibnja u 8 sati. | Stoji cca. 2 mil. eura, npr. za asfalt.
sr: „Немамо избора“, рекао је градоначелник др Иван Петровић.
sr: Улица се затвара 3. маја 2024. године. | Кошта око 2 мил. дин.
ca: «No tenim opció», va dir l’alcaldessa Sra. Puig.
ca: El camí de l’Av. Nova, núm. 5, es tanca el 3 de maig. | Quan obre?
de: »Kommen Sie um 8 Uhr?«, fragte sie. | »Nein.« | Er ging usw. | Dann kam der Bus.
en: The path closes at 8 p.m. Monday. | It opens at 9 a.m. Tuesday, officials said.
en: He came at 5 p.m. | Rovers won.
de: Der Rat tagte am 4. März 2024 um 19 Uhr. | „Was nun?“, fragte Frau Dr. med. Anna Beck.
de: „Wir warten“, so der Bürgermeister.
de: Die Straße kostet 3,5 Mio. Euro, d. h. mehr als geplant. | Laut Abs. 2 Nr. 3 zahlt der Bund.
de: Das teilte Dr. H. Brandt vom Amt mit. | Er kam um 8 Uhr.
de: Prof. Dr. Meier ist i. R. und lebt in St. Gallen.
fr: « Pourquoi ? » demande-t-elle. | « Parce que », répond M. Roux.
fr: La loi du 2 janv. 2024, art. 5, est claire.
es: «¿Por qué?», preguntó la Sra. Gil. | Nadie respondió.
es: El art. 5 de la ley entra en vigor el 1.º de enero.
it: «Perché?» chiese l'on. Verdi. | Nessuno rispose. | L'art. 5 del d.lgs. 3/2024 è chiaro.
it: Costa 3,5 mln di euro.
pt: — Por quê? — perguntou a Sra. Lima. | Ninguém respondeu. | O art. 5.º da lei é claro.
nl: „Waarom?” vroeg mevr. Jansen. | Niemand antwoordde.
nl: Art. 5 lid 2 is duidelijk, aldus prof. dr. K. Bos.
pl: – Dlaczego? – zapytała pani mgr Anna Lis. | Nikt nie odpowiedział.
pl: Art. 5 ust. 2 pkt 3 jest jasny, tj. obowiązuje od 1 stycznia.
cs: „Proč?“ zeptala se paní Mgr. Nováková. | Nikdo neodpověděl.
cs: Podle čl. 5 odst. 2 písm. a) platí od 1. ledna 2024.
ru: — Почему? — спросила г-жа Петрова. | Никто не ответил.
ru: В ст. 5 п. 2 сказано, что закон действует с 1 янв. 2024 г., т. е. уже сейчас.
uk: — Чому? — запитала пані Петренко. | Ніхто не відповів.
uk: Ст. 5 п. 2 діє з 1 січ. 2024 р. і досі.
tr: “Neden?” diye sordu Prof. Dr. Ayşe Kaya. | Kimse cevap vermedi.
tr: Madde 5, fıkra 2'ye göre 1 Ocak'ta başlar.
el: «Γιατί;» ρώτησε η κ. Παππά. | Κανείς δεν απάντησε. | Το άρθρ. 5 παρ. 2 ισχύει από 1 Ιαν. 2024.
ar: سألت السيدة هدى: «لماذا؟» | لم يجب أحد. | تنص المادة 5 على ذلك؛ وهي سارية منذ يناير.
hi: “क्यों?” श्रीमती वर्मा ने पूछा। | किसी ने उत्तर नहीं दिया। | धारा 5 स्पष्ट है।
zh: “为什么？”王女士问。| 没人回答。| 第5.2条写得很清楚，见https://example.org/a.html。
ja: 「なぜ？」と田中さんは尋ねた。| 誰も答えなかった。| 第5.2条は明らかだ（資料参照）。
ko: “왜요?”라고 이 씨가 물었다. | 아무도 대답하지 않았다. | 제5.2조는 분명하다.
fi: – Miksi? kysyi rouva Laine. | Kukaan ei vastannut.
fi: Lain 5. §:n 2. momentti on selvä, ts. voimassa.
sv: – Varför? frågade fru Berg. | Ingen svarade. | Enl. 5 kap. 2 § gäller det fr.o.m. 1 jan. 2024.
da: »Hvorfor?« spurgte fru Dam. | Ingen svarede. | Jf. § 5, stk. 2, gælder det fra 1. jan. 2024.
no: – Hvorfor? spurte fru Dahl. | Ingen svarte.
no: Jf. § 5 annet ledd gjelder det f.o.m. 1. jan. 2024.
hu: – Miért? – kérdezte özv. Kissné. | Senki sem válaszolt. | Az 5. § (2) bek. világos.
ro: „De ce?”, a întrebat dna. Pop. | Nimeni nu a răspuns.
ro: Art. 5 alin. (2) e clar, conf. legii din 1 ian. 2024.
bg: — Защо? — попита г-жа Петрова. | Никой не отговори.
bg: Чл. 5, ал. 2 е ясен, т.е. важи от 1 ян. 2024 г. насам.
hr: „Zašto?“ pitala je gđa. Horvat. | Nitko nije odgovorio.
hr: Čl. 5. st. 2. je jasan, tj. vrijedi od 1. siječnja.
fa: خانم احمدی پرسید: «چرا؟» | کسی پاسخ نداد. | ماده ۵ روشن است.
he: "למה?" שאלה גב' כהן. | איש לא ענה. | סעיף 5.2 ברור.
vi: “Tại sao?” bà Lan hỏi. | Không ai trả lời. | Điều 5.2 rất rõ, theo ThS. Trần Văn Nam.
id: “Mengapa?” tanya Ny. Sari. | Tidak ada yang menjawab.
id: Pasal 5 ayat (2) jelas, kata Prof. Dr. Budi.
"""
TABLE = [
    (line[:2], line[4:].replace(" | ", " ").replace("| ", ""), line[4:].split("|"))
    for line in CASES.strip().splitlines()
]


def split(text: str, language: str = "en") -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text), language=language)]


@pytest.mark.parametrize(("language", "text", "expected"), TABLE, ids=[case[1] for case in TABLE])
def test_sentences_end_where_a_reader_ends_them(
    language: str, text: str, expected: list[str]
) -> None:
    assert split(text, language) == [piece.strip() for piece in expected]


@pytest.mark.parametrize("language", codes())
def test_every_language_splits_a_long_paragraph(language: str) -> None:
    text = "1234 5678 abcd efgh. " * 3 + "Xyzzy Plugh!"
    assert 1 <= len(split(text, language)) <= 4


def test_thai_sentences_end_at_some_spaces_only() -> None:
    text = (
        "สะพานปิดเมื่อวันจันทร์ที่ผ่านมาเพราะเครื่องจักรเก่ามาก อย่างไรก็ตาม เรือยังผ่านได้เหมือนเดิม "
        "นอกจากนี้ นายกเทศมนตรีกล่าวว่าพอใจมาก เขาจะเปิดสะพานอีกครั้งในปีหน้า"
    )
    pieces = split(text, "th")
    assert 2 <= len(pieces) < len(text.split())


def test_a_straight_quotation_mark_of_a_scrape_goes_where_it_belongs() -> None:
    text = '"It holds," he said."It will hold," she said. He saw "it."They left.'
    assert split(text) == [
        '"It holds," he said.', '"It will hold," she said.', 'He saw "it."', "They left.",
    ]  # fmt: skip
    assert split('It takes "ten days".The dam held.') == ['It takes "ten days".', "The dam held."]


def test_a_sentence_runs_over_a_line_break() -> None:
    assert split("It ran\nover the line. Then not.") == ["It ran\nover the line.", "Then not."]


any_text = st.text(
    st.one_of(st.characters(), st.sampled_from(' \n\t.!?"”“。।#-*1aAé\u00a0\u200b')), max_size=300
)


@settings(deadline=None)
@given(any_text, st.sampled_from(["en", "de", "zh", "und"]))
def test_sentences_are_ordered_whole_and_lose_nothing(text: str, language: str) -> None:
    spans = sentences(text, 0, len(text), language=language)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()).replace("\u200b", "").replace("\ufeff", "") == (
        "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")
    )


@settings(deadline=None)
@given(any_text)
def test_blocks_are_ordered_and_never_blank(text: str) -> None:
    spans = [(start, end) for start, end, *_ in blocks(text)]
    assert all(text[start:end].strip() for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@settings(deadline=None)
@given(any_text)
def test_a_documents_spans_are_exact(text: str) -> None:
    document = Document.from_text(text)
    for sentence in document.sentences:
        assert sentence.span.of(text) == sentence.text == sentence.text.strip()
        assert document.blocks[sentence.block].span.start <= sentence.span.start


@pytest.mark.parametrize(
    "text",
    ["x" * 300_000, "." * 300_000, '"' * 300_000, "a." * 150_000, "- " * 150_000, "\n" * 300_000,
     "[1]" * 100_000, "(" * 300_000, "!?" * 150_000, "1. " * 100_000, "A " * 150_000],
    ids=lambda text: text[:3],
)  # fmt: skip
def test_a_text_made_to_be_hard_is_split_all_the_same(text: str) -> None:
    document = Document.from_text(text, language="en")
    assert sum(len(s.text) for s in document.sentences) <= len(text)
