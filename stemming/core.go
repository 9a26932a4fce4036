package stemming

// core holds common simple Danish words, so that a small corpus has something
// to hold its compounds and misspellings against. None of them is split or
// respelt. Written for this package from general knowledge.
var core = words(`
	abonnement adresse advarsel adgang affald afdeling afgift aften aftale aktie aktivitet alarm ambulance analyse
	ansat ansvar anlæg annonce antal apotek app arbejde arbejder areal arkiv art artikel atom auto avis baby bad bag
	balance balkon bane bank barn base batteri bebyggelse bedrift befolkning begreb behandling behov beløb benzin beslutning
	besked besøg bestilling bestyrelse betaling betingelse bevilling bevis bidrag bil bilag billede billet bio blad
	blok blomst bog bolig bonus bord borger branche brand brev briller bro brug bruger brød budget bund bus butik by
	bygning bygge bygger bærer børn bøde båd campus center chat chef cigaret computer cykel dag data dame dato del
	deling depot depositum design detalje direktør disk dokument dom drift dyr dækning dør ejendom ejer eksamen eksperte ekspert
	eksport el elev element emne energi enhed entreprise erfaring erhverv erklæring erstatning etage evne fabrik
	fag faktura familie farve fejl ferie fest figur film finans firma fisk fjernsyn flaske fly fond forbindelse forbrug
	fordel forening forhold forløb form formular forretning forsikring forsinkelse forskning forslag forsyning forsøg forvaltning
	forældre foto fradrag fragt frist frokost frugt frue funktion fødder fødsel følge fører gade gang garanti gas gave gebyr gevinst
	glas grad gruppe grund grænse gæld gæst gård hal halv handel handling haver have havn helbred herre hest hilsen historie hjem hjerte
	hjælp hold holdning hospital hotel hud hund hus husleje hverdag hylde hånd håndværk højde højre idræt import indhold
	indkomst indkøb indsats industri information ingeniør inspektion installation institution interesse internet
	investering job jord jul jura kabel kaffe kage kamera kampagne kanal kapital kasse kasko katalog kategori kirke
	kilde kirurgi kjole klage klasse klima klinik klub kniv kode kolonne kommune konsulent konkurrence konto kontor kontrakt kontrol kop kort
	kost kraft kran kredit krav krop kul kultur kunde kursus kvalitet kvinde kvittering kvarter køkken køb køber køre kørsel køle lager lampe land
	ledelse leder leje lejer lejlighed lever leverandør levering licens liv login lokale lomme lov luft lufthavn lyd lys
	læge lærer løb løn løsning lån låne låner maling mand mangel mappe marked maskine materiale mave mad mail medarbejder
	medicin medie medlem mel membran menneske menu middag middel miljø minut misbrug mobil mode model montage motor mur musik
	mus myndighed mælk mængde mærke møbel møde mønt måltid måned mål måler måltid nat natur navn nem netværk net niveau nota nummer nyhed nøgle
	nævn område olie omkostning omsorg omsætning operation opgave ophold oplevelse oplysning ord ordning ordre organ orlov ost
	pakke panel papir park parkering part parti patient pause penge pension periode person personale pige pladsen plads plan plante
	politi politik pool port portal porto pose position post pris problem procedure proces produkt produktion profil program projekt protokol
	prøve præmie præsentation pumpe punkt push pæl rabat radio rapport ramme ramt rate reaktion reception redskab regel regering register regning
	regnskab region rejse reklame rengøring rente reol reparation reserve respekt ressource restaurant resultat retning ret revision ring
	risiko rolle rum rute rygning række rør røg råd råvare rådgiver rådgivning saft sag sal saldo salat salg samling samtale samfund sats
	seddel selskab seng senior service sejl skade skab skat skema skib skilt skjorte skole skov skranke skrift skærm sko smag smykke sofa software
	sol sort sortiment spil spor sport sprog spørgsmål stade standard station stand stat sten sted stemme stemning stik stilling stof stol strand strøm struktur
	studie studier styrelse styring stykke støj støtte støv sundhed sygdom system sag sælger syn sygehus sø søn takst tal tale tand
	tank tavle taxa taske teater tekniker teknik tekst telefon telt tema temperatur tid tilbud tilbehør tilladelse tilskud time tjek
	tjeneste tog told tone top torv trafik transport trappe trin træ tråd tur turist tøj type udbud udgave udgift udlejning
	udsalg udstyr udsyn udvalg udvikling uddannelse uge uheld ulykke ur værdi vagt valg valuta vand vare varme varsel vask vej vejledning
	vejr vest vindue vin virksomhed vogn vurdering vægt værelse værk værksted værktøj ydelse år årsag øjeblik økonomi ønske øl
	anbefale ankomme ansøge arbejde bede behandle betale bestille besvare bruge bygge bære drikke drive efterlyse ekspedere elske finde flytte
	forklare forstå forvente få følge gemme give glemme gå handle hente hjælpe holde huske høre installere kalde klage klare
	komme kontakte koste kræve købe køre lade lave leje levere ligge lukke lyde lytte lære love læse løse låne mangle mene miste modtage
	møde måle nå opdage oplyse opleve oprette opsige ordne overholde overveje passe prøve rejse rette returnere ringe ryge sælge se sende sige
	skifte skrive skuffe slette smage snakke spise spørge spille stå starte stoppe svare sætte søge tage takke tale tilbyde tro træne tænke tjekke
	undersøge undre vaske vente vide virke vise vælge ønske åbne ændre
	aktuel alene alvorlig billig blå bred dejlig direkte dum dyb dygtig dyr dårlig effektiv elendig enkel erfaren ekstra falsk fantastisk fast fin
	flink flot fleksibel forkert fornuftig fri frisk færdig følsom fuld fælles gammel gennemsigtig glad god grim grøn gul
	hjælpsom hurtig hvid hård høflig høj imponerende interessant irriterende kedelig klar kold kompetent kompliceret korrekt
	kort kvik kæmpe langsom lang lav let ligeglad lille lækker mørk mulig nem nervøs normal ny nysgerrig nøjagtig omhyggelig opmærksom ordentlig
	overrasket perfekt personlig positiv negativ privat professionel punktlig pæn rar rask ren rigtig rimelig rolig rød sej
	selvstændig sen sikker simpel skuffet skøn slem smart smuk sort spændende stabil stolt stor stærk sur svag svær særlig
	sød tilfreds tilgængelig travl tryg træt tydelig tynd tålmodig ualmindelig uacceptabel ufaglig uheldig urimelig utilfreds
	utrolig varm venlig vigtig vred vågen ærgerlig ærlig åben ældre ønskelig
	gange gennem igen imorgen idag igår morgen fredag lørdag mandag onsdag søndag tirsdag torsdag januar februar april juni juli august
	september oktober november december danmark københavn aarhus odense aalborg dansk engelsk svensk norsk tysk
	halvanden tidspunkt grundlag platform godkende godkendt godkendelse halvdel halvdelen overensstemmelse
	tyskland frankrig england fastholde frigive frigivet vildledende vejlede nedenstående størstedelen langdrag hellig godnat
	opmærksom indenfor udenfor derudover forhåbentlig selvfølgelig oveni troværdig kilometer velkommen farvel
	medarbejdere kunder penge personalet tusind hundrede million tak undskyld vedkommende forhandling afhængig afslag afgørelse
	anbefaling andel ankomst anledning anmeldelse ansøgning anvendelse arbejdsgiver assistance assistent bekræftelse beregning beskrivelse
	bestemmelse bestand betjening bevægelse branche deltagelse dialog diskussion dygtighed ekspedient ekspedition ekspeditrice fakta forbehold forbedring fordeling
	forespørgsel forfald forklaring forlængelse fornøjelse forpligtelse forskel fortrolig forventning forbruger garantier gennemgang
	henvendelse henvisning håndtering igang kommunikation kontakt konsekvens manglende mulighed nedlukning omgang omtale opfølgning opgradering
	opkald opmærksomhed oprettelse opsigelse overblik overførsel overskud overraskelse pålidelig reklamation relation sammenhæng
	sikkerhed situation tilbagebetaling tilbagemelding tilfredshed tillid troværdig udfordring udgangspunkt udskiftning udtryk undersøgelse undtagelse
	venlighed ventil vilkår væsentlig ærlighed ændring kø køen køer køerne kamp svindel tilsyneladende videresende autorisere autoriseret lærred tilfredsstillende hårdnakket villigt fuldmagt
	abonnent adfærd advokat afbestilling afbetaling afbud afhentning afholdelse afkast aflevering aflysning aflæsning afregning afsendelse afsked
	afslutning afsnit afspilning afstand afstemning aftryk afvikling afvisning agent agurk aktør albue alder alkohol alkove allergi ambition amt
	anmodning anmærkning anretning ansigt ansvarlighed ansættelse ansøger antenne apparat appel appelsin appetit arm armatur arv asfalt
	aspirin attest attitude auktion autorisation avance aversion badning bagage bageri bakke baksel balsam banan bandage bande banker bar barberer barsel
	basis bassin beboelse beboer bebrejdelse bed bedøvelse begravelse begrundelse begrænsning begyndelse behandler beholder beholdning bekendt bekymring
	belastning belysning beløn ben beredskab berigtigelse beskadigelse beskyttelse besparelse bestik besværlig besætning betegnelse betragtning betænkning
	bevågenhed bibliotek biks billard bind biograf biologi bitter blander blanket blik blind blitz blog blomkål bluse blænde blæse bløder bod boks bold
	bolle bolt bom borgmester boring bortgang bouillon bowling brase bredde bremse briefing brik brikker brille bring brugs bruser bryggeri bryllup bryst
	brænde brændsel brønd bud budgivning buffer buffet bukser bule bunke burger busk buste butler bæger bælte bænk bøf bøjle bølge bøn bønne børste bøsse
	cafe café camping certifikat champagne charter chatbot chauffør check checke chip chips chokolade cirkel cirkus citron cockpit container creme daggry
	damp dankort dans debat debitor dekoration deltager demens depression dessert device diagnose dialekt diesel dille dimension diplom direktion
	disciplin dispensation distance distribution distrikt diæt doktor donation dosis download drejer dressing drone dronning drukne duft dug dukke dunk
	dusin dykker dynamik dyne dæk dække dæksel dæmning døgn efternavn efterretning eftersyn ekko ekspres ekstrakt elastik elektriker elektronik elevator
	elite emballage embede emhætte enke episode etiket evaluering faciliteter facit fad faktor faldskærm farmor fattig favorit feber feedback fiber fiks
	fiktion file filet filial filter finger fingre firben fjeder fjernelse flade flagre flamme flise flod flytning flyver flyvning fløde fnug folder folie
	folk fontæne forberedelse forbrydelse forbud fordring formand formue fornyelse forplejning fortov forurening fotograf frakke frakørsel fremtid frihed
	frikadelle frisør front fryser fuge fugl fugt fundament fusion fyr fyring fyrværkeri fælde fængsel fænomen færge fødevare føler gaffel galleri garage
	garant garderobe gardin garn gear gebis gennemførelse gevind gift gips giro gladhed glasur glid glæde golf gratis grill grin gris grossist grube grus
	gryde græs grød grøft grønsag guide guld gulerod gulv gummi gymnasium gynge gås gæt gødning hage haj hakke hals hammer handicap handler handske
	harddisk hastighed hat hedebølge hegn hejs helhed helikopter helle herred hjelm hjul hjørne hobby hofte honning hoste hotline hov hoved hukommelse
	humor humør hæfte hæk hæl hælder hætte hævning høne hørelse høring høst ildebefindelse indbetaling indbo indbringelse indflytning indgang indkørsel
	indlæg indlæggelse indløsning indpakning indsamling indsigt indskrivning indskud indspark indstilling indtægt indvandring infektion influenza inkasso
	insekt instruktion instruktør instrument interval interview invitation is isolation isolering jakke jalousi jernbane jordbær journal jubilæum juice
	juridisk justering jæger kabine kaj kaktus kalender kalk kam kamin kammerat kanin kant kantine kapacitet kappe kapsel kaptajn kar karakter kartoffel
	karton kasket kasserer kassering kassette kat katastrofe kaution kavaler kegle kejser kemi kerne kiks kilo kind kiosk kirsebær kiste klap klarinet
	klaver klemme klinke klippe klods klokke klor klud klæder knallert knap knogle knæ koge kogeplade kok kolbe kollega kollegium komedie komfort komfur
	kommentar kommode kompas kompensation kompleks komponent koncept koncert kone konfekt konference konfirmation konflikt konge kongres konkurs
	konservering konstruktion konsultation kontant kontingent kopi kor kork korrektion korset kostume krabbe krave kreditor kridt krig kriminalitet krise
	kritik krog krone krukke krus krydderi kryds krykke kuffert kugle kuld kulde kulør kunstner kupon kur kurv kusine kuvert kvartal kvote kylling kæde
	kælder kæreste kærlighed kø kød køl kølv køn lagen lak laks laminat laptop larm laser last lavine led leg legat leger legetøj legitimation leksikon
	lektie lektion licitation lift liga likør lim lind linje linse lirekasse liste litteratur locker loft logistik logo lom lounge luder luge lukning
	lunge lup låg låge lås læbe læder lækage læser læsion læsning løfte løg lønning løve madras magasin magt majs makrel maler maleri malus mandat mandel
	margarine marinade markedsføring markering marmelade maske massage mast matador match matematik meddelelse medgift megler melding mentor metro
	mikrofon milliard minister ministerium mission mistanke mitid moms monopol mord morfar mormor mosaik motion motiv muffe mund munding murer museum
	muskel musling mygge møl mølle mønster møtrik nabo nagle nakke narkose navigation navle nederlag neglelak nemid nerve nisse nitte norm notar notat
	notits nuance nudel næb næse nævning nød nødvendighed offentliggørelse offer olympiade omklædning omlægning omstilling opbakning opbevaring opera
	operatør opfattelse opfordring opgang opholdelse oplader opladning oplag oplæg oplæring oplæsning opløb opløsning opmåling oprydning opråb opskrift
	opsparing opstart opstigning opstilling opsætning optagelse opvarmning opvask opvækst orden ordination organisation orgel orkan orkester orm otium
	oval ovn padel pagt pakning palle palme panik paraply parfume parlør pasning passager password pasta pastil patent peber pedal pels pen pensel
	persienne pilgrim pille pilot pincet pistol pizza plakat planke plaster plastik platin pleje plejer ploug plugin plæne podcast podning poesi pokal pol
	polering police pomfrit pommes porcelæn portefølje portion portræt pote potte pragt praksis prik prinsesse prioritet professor protese protest provins
	provision præference præst publikum pudder pude puls punktum pust pyjamas pynt pære pølse racer rad radiator rakete rand raps rase rasp rebus recept
	redaktion reder redning refusion registrering regn regulering rejer rekord rem render renovering reparatør repræsentant reservation reset residens
	respons resultatet revisor ribben ridning rigtighed ris rive roaming robot roman rosin rotte router rude runde rundfart rustning rutsjebane ryg rygsæk
	rykker rynke rytme rytter ræling ræv sadel safari sager saks salgs salon salt salve samarbejde sammensætning samtykke samvær sand sandal sandwich
	sanger sanktion sans satellit sauna savn scanning scene scooter sejr sektion sensor serie server servering serviet sessel signal signatur sikring sild
	silke sind sirene skala skalle skanner ski skilsmisse skinke skinne skive skorsten skrald skrue skulder skumring skur skyer skygge skyld skytte skød
	slag slagter slalom slange slaw slik slips slot slutning slæde smed smerte sms smør snak snaps snavs sne snegl snit snor social sogn sok sommer sorg
	sovs spand specialist speditør spejl spids spilde spiller spindel spion spiritus spray spring sprøjte spyd spædbarn spær spærring stald stalling
	stamme start stativ statue status stempel sti stifter stige stiger stigning stilhed stillads streaming strejke streng stress stribe strikning strop
	stue stump styr stål støvle suppe support svamp svar sved svigt svin svømning symptom synopsis sæbe sæde sædel sæk sænkning sæson sætning søgning
	søjle tablet tag talent tallerken tandlæge tang tapet tarm teenager teglsten telegram tempo tennis teori terapeut terapi termin terminal termostat
	test testamente tilbageholdelse tilbagekald tilgang tilkald tilknytning tilkøb tilmelding tilslutning tilstand tilsyn tiltale tilvalg timer
	tinglysning tinning titel toast tobak toilet tomat toner torden torn torsk tosk tracking trailer traktor trampolin trang transaktion transfer trommel
	trone tropper troværdighed trussel trykker træf træk træner træning tunge tunnel turbine turisme tvang tvist tvivl tyv tæppe tærskel tønde tørrer
	tørring udbetaling udbytte udflugt udflytning udgang udkast udlejer udlevering udligning udlån udløb udrejse udrykning udsending udsigt udskrift
	udskrivning udslip udstedelse udstilling udstykning udsættelse udtræk udvidelse udøvelse ulejlighed ulempe underholdning underskrift undervisning
	union upload utæthed vaccination vaccine vaffel vakuum valnød vampyr vandring vanilje varsling veninde veranda verden veteran video vikar viking villa
	villighed vinkel vinter vip visdom visum vitamin vogter voldgift volumen vædde væg vægter vækst væske vævning web wifi wok workshop zink zone åbning
	ål åre årgang økologi øre ørering ørken østers
	baggrund bogstav budskab hilsener klassiker konkret konkrete nødsaget planlagt standart`)

// particles holds words that begin many words without making them compounds
// that a customer would look for by that part.
var particles = words(`pro præ mono tran af an be efter er for forud fore fra frem inter ny gen igen ind inde ude imod med mellem mis mod ned om op over på sam
	sammen til tilbage ud under und ved vor hen her der hvor ikke selv hin van van i u van al alt den det sig som man kan har var
	en et min din sin min mit dit sit os jer dem de du jeg han hun vi og at så nu når hel ser set ene hed lig ere ens els ing inger ning
	ninger ter ten ler len ner nen rer ren ser sen tion somt kom lade ant hen net ert are vær der ger ker bar ste sten stes`)

// suffixes holds what looks like a word at the end of another and is an ending
// there.
var suffixes = words(`ende endes ring ringe ringer ringen ringens ringerne rings vis vise lede ledes leder rede redes mer
	lighed ligheden ligheder ligere ligt lige iden agtig agtige agtigt tende tillende kommen dage's ing inge ingen else elsen
	elser ere eren erne iske isk iskes eri eriet ane ance ans ens ent ende els hed heden heder som somt somme bar bart bare
	løs ling linge linger lingen tina stand stands tions tioner rone uger tre agt agter agte aget iet ier ale ant ante anter
	orer oren ord's tige ters rige rigt rig gende vende lende nende dende sende rende gede lede nede tede dede ske skes elle elles elt per pers`)

// shortParts holds the two-letter words that compounds begin with.
var shortParts = words(`by el it tv ur is øl æg øre ø sø å ost bio pc uv kø`)

// shortHeads holds the two-letter words that compounds end with.
var shortHeads = words(`kø`)
