"""Sentences that show how a language is written; all of them written for this."""

# ruff: noqa: RUF001 -- letters of other languages

SAMPLES = {
    "de": """Wir wünschen uns mehr Bänke am Platz, damit ältere Leute sitzen und sich
    ausruhen können. Die Straße ist für Kinder sehr gefährlich, weil die Autos zu
    schnell fahren und es keinen Zebrastreifen gibt. Der Radweg ist zu schmal und
    endet plötzlich an der Kreuzung. Bitte stellen Sie einen Mülleimer auf, denn
    überall liegt Müll. Der Spielplatz sollte erneuert werden, die Schaukel ist
    kaputt. Abends ist es im Park dunkel, man sieht nichts und fühlt sich nicht
    sicher. Warum wird hier nicht geräumt? Es wäre schön, wenn man auch mit dem
    Fahrrad über die Brücke käme. Viele Eltern haben Angst um ihre Kinder auf dem
    Schulweg. An dieser Stelle fehlt eine Ampel, und der Gehweg ist durch parkende
    Autos blockiert. Die Einbahnstraße könnte für Radfahrer geöffnet werden. Das
    Schild ist schlecht zu erkennen, die Markierung ist abgefahren. Bäume, Schatten
    und Wasser wären im Sommer gut. Auch eine Toilette fehlt seit Jahren, und der Zaun
    muss weg, damit alle durch den Garten gehen dürfen. Vorschlag: Tempo dreißig
    einführen, Poller setzen, Querung bauen, Beleuchtung verbessern, Belag ausbessern,
    Wurzeln beseitigen, Grünphase verlängern. Danke für Ihre Mühe.""",
    "en": """We would like more benches in the square so that older people can sit down
    and rest. The street is very dangerous for children because cars drive too fast
    and there is no crossing. The cycle path is too narrow and ends suddenly at the
    junction. Please put up a bin, there is rubbish everywhere. The playground should
    be renewed, the swing is broken. In the evening the park is dark, you cannot see
    anything and do not feel safe. It would be nice if we could have trees, shade and
    water in the summer. Many parents are afraid when their kids walk to school. A
    toilet has been missing for years and the fence must go, so that everyone is able
    to walk through the garden. Why is this not cleared in winter? Thank you for your
    help. I think that this place needs lights, with better signs. They have been
    waiting for what was promised here.""",
    "tr": """Meydanda daha fazla bank istiyoruz, böylece yaşlı insanlar oturup
    dinlenebilsin. Sokak çocuklar için çok tehlikeli, çünkü arabalar çok hızlı gidiyor
    ve yaya geçidi yok. Bisiklet yolu çok dar ve kavşakta birden bitiyor. Lütfen bir
    çöp kutusu koyun, her yerde çöp var. Oyun parkı yenilenmeli, salıncak kırık.
    Akşamları park karanlık, hiçbir şey görünmüyor ve insan kendini güvende
    hissetmiyor. Yazın ağaç, gölge ve su olsa güzel olur. Birçok anne baba çocukları
    için korkuyor. Yıllardır tuvalet eksik, herkes bahçeden geçebilmeli. Bu köşeye bir
    lamba gerekiyor. Neden kışın temizlenmiyor? Yardımınız için teşekkür ederiz.
    Burada değişiklik yapılması lazım, bizim mahallemiz için iyi olacak.""",
    "pl": """Chcielibyśmy więcej ławek na placu, żeby starsi ludzie mogli usiąść i
    odpocząć. Ulica jest bardzo niebezpieczna dla dzieci, ponieważ samochody jeżdżą za
    szybko i nie ma przejścia. Ścieżka rowerowa jest zbyt wąska i nagle się kończy na
    skrzyżowaniu. Proszę postawić kosz, wszędzie leżą śmieci. Plac zabaw powinien
    zostać odnowiony, huśtawka jest zepsuta. Wieczorem w parku jest ciemno, nic nie
    widać i nie czujemy się bezpiecznie. Byłoby dobrze mieć latem drzewa, cień i wodę.
    Wielu rodziców boi się o swoje dzieci w drodze do szkoły. Od lat brakuje toalety.
    Dlaczego zimą nikt tu nie odśnieża? Dziękujemy za pomoc. Myślę, że to miejsce
    potrzebuje lampy.""",
    "vi": """Chúng tôi muốn có thêm ghế ở quảng trường để người già có thể ngồi nghỉ.
    Đường phố rất nguy hiểm cho trẻ em vì xe chạy quá nhanh và không có lối qua đường.
    Đường xe đạp quá hẹp và kết thúc đột ngột ở ngã tư. Xin đặt thùng rác, rác ở khắp
    nơi. Sân chơi cần được sửa lại, xích đu bị hỏng. Buổi tối công viên tối, không
    thấy gì và không an toàn. Mùa hè nên có cây, bóng mát và nước. Nhiều cha mẹ lo cho
    con trên đường đến trường. Nhà vệ sinh thiếu từ nhiều năm nay. Tại sao mùa đông
    không ai dọn tuyết? Cảm ơn sự giúp đỡ của các bạn. Tôi nghĩ rằng nơi này cần
    đèn.""",
    "es": """Queremos más bancos en la plaza para que las personas mayores puedan
    sentarse y descansar. La calle es muy peligrosa para los niños porque los coches
    van demasiado rápido y no hay paso de peatones. El carril bici es demasiado
    estrecho y termina de repente en el cruce. Por favor, pongan una papelera, hay
    basura por todas partes. El parque infantil debería renovarse, el columpio está
    roto. Por la noche el parque está oscuro, no se ve nada y uno no se siente seguro.
    Sería bonito tener árboles, sombra y agua en verano. Muchos padres tienen miedo
    por sus hijos. Falta un baño desde hace años. Gracias por su ayuda. Creo que este
    lugar necesita luz.""",
    "fr": """Nous voudrions plus de bancs sur la place pour que les personnes âgées
    puissent s'asseoir et se reposer. La rue est très dangereuse pour les enfants
    parce que les voitures roulent trop vite et qu'il n'y a pas de passage. La piste
    cyclable est trop étroite et s'arrête d'un coup au carrefour. Mettez une poubelle
    s'il vous plaît, il y a des ordures partout. L'aire de jeux devrait être rénovée,
    la balançoire est cassée. Le soir le parc est sombre, on ne voit rien et on ne se
    sent pas en sécurité. Ce serait bien d'avoir des arbres, de l'ombre et de l'eau en
    été. Beaucoup de parents ont peur pour leurs enfants. Il manque des toilettes
    depuis des années. Merci pour votre aide. Je pense que cet endroit a besoin de
    lumière.""",
    "it": """Vorremmo più panchine nella piazza perché gli anziani possano sedersi e
    riposare. La strada è molto pericolosa per i bambini perché le macchine vanno
    troppo veloci e non c'è un passaggio pedonale. La pista ciclabile è troppo stretta
    e finisce all'improvviso all'incrocio. Per favore mettete un cestino, ci sono
    rifiuti ovunque. Il parco giochi dovrebbe essere rinnovato, l'altalena è rotta. La
    sera il parco è buio, non si vede niente e non ci si sente sicuri. Sarebbe bello
    avere alberi, ombra e acqua d'estate. Molti genitori hanno paura per i loro figli.
    Da anni manca un bagno. Grazie per il vostro aiuto. Penso che questo posto abbia
    bisogno di luce.""",
    "ro": """Am dori mai multe bănci în piață ca oamenii în vârstă să poată sta jos și
    să se odihnească. Strada este foarte periculoasă pentru copii, pentru că mașinile
    merg prea repede și nu există trecere. Pista de biciclete este prea îngustă și se
    termină brusc la intersecție. Vă rugăm să puneți un coș de gunoi, peste tot este
    gunoi. Locul de joacă ar trebui reînnoit, leagănul este stricat. Seara parcul este
    întunecat, nu se vede nimic și nu ne simțim în siguranță. Ar fi bine să avem
    copaci, umbră și apă vara. Mulți părinți se tem pentru copiii lor. Mulțumim pentru
    ajutor.""",
    "ku": """Em dixwazin li meydanê zêdetir rûniştek hebin, da ku mirovên kal û pîr
    karibin rûnin û bêhna xwe vedin. Kolan ji bo zarokan pir xeternak e, ji ber ku
    erebe pir zû diçin û rêya derbasbûnê tune ye. Riya bisîkletan pir teng e. Ji
    kerema xwe re çopê deynin, li her derê gemar heye. Divê parka lîstikê bê nûkirin,
    hêlekan şikestî ye. Êvarê park tarî ye, tiştek nayê dîtin. Havînê dar, sî û av baş
    dibin. Gelek dê û bav ji bo zarokên xwe ditirsin. Spas ji bo alîkariya we.""",
}
