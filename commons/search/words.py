"""Words of a city's everyday life, in the spelling of `commons.text.normalise`.

PARTS make up compounds. PLACES end names whose front nobody can know: Schillerbrücke.
"""

_PARTS = """
    abbieger abend abfall absenkung abstand abstell abteil achse acker ader alarm
    allee alltag alte ampel amt anbindung anfang angebot anger anhaenger anlage
    anlauf anlieger anschluss ansprechpartner anwohner anzeige apotheke arbeit
    arbeiter architektur art arzt asphalt atelier aufenthalt auffahrt aufkommen
    ausbau ausfahrt ausflug ausgang auskunft auslauf ausstattung ausstellung ausweis
    auto autobahn baby bach bad bahn bahnhof bahnsteig balkon ball band bank
    barriere basketball bau baum baumscheibe baustelle beamte bedarf beet begegnung
    begruenung behinderung belag belastung beleuchtung benutzung beratung berg beruf
    beschilderung besuch besucher beteiligung betreuung betrieb bett beutel
    bewaesserung bewegung bewohner bezirk bibliothek biene bild bildung bio blatt
    blick blinden blume boden bolz boot bord bordstein boule bouleplatz box brache
    brand breite bremse brett brief bruecke brunnen buch bucht bude buecherei buegel
    buehne buerger buero bundes burg bus busch cafe calisthenics camping carsharing
    chor container dach dachbegruenung damm datum dauer deck decke denkmal deponie
    dienst dorf draengel druck durchfahrt durchgang ecke ehrenamt eigentum eimer
    einbahn einfahrt eingang einkauf einrichtung einwohner eis eisen eltern energie
    engstelle ente entsorgung entwicklung erholung erneuerung ernte erzieher essen
    fach fahr fahrbahn fahrer fahrplan fahrrad fahrspur fahrt fahrzeug familie farbe
    fassade feier feld fenster ferien fest feuer feuerwehr film fisch fitness
    flaeche flasche flohmarkt fluechtling flug fluss foerder forst foto frau frei
    freibad freiraum freizeit freund friedhof fuehrung furt fuss fussball
    fussgaenger gang garage garten gasse gast gebaeude gebiet gebuehr gedenk
    gedenktafel gefahr gehweg gehwegplatte gelaende geld gemeinde gemeinschaft
    gemuese generation geraet geruch geruest geschaeft geschichte geschirr
    geschwindigkeit gesellschaft gesetz gespraech gestaltung gestell gesundheit
    getraenke gewaesser gewalt gewerbe giess gitter glas gleis graben graffiti gras
    grenze grill gruen grund grundschule gruppe gully gymnasium haeuser hafen halle
    halte haltestelle hand handel handwerk hang haupt haus haushalt hecke heim
    heizung helfer herbst hilfe hindernis hitze hobby hoch hochbeet hof holz hort
    hotel huegel huette hund hundewiese hydrant igel imbiss industrie info
    information initiative innen innenhof innenstadt insekt insel integration jahr
    jahres jobcenter jugend jugendliche kabel kaelte kaffee kanal kante karte kasse
    kasten katze kehr keller keramik kies kiez kind kino kiosk kirche kirsch kissen
    kita klasse klein kleingarten kletter klettergeruest klima klinik klub knoten
    kohle kompost konflikt konsum kontrolle konzept konzert kopf korb korbball
    kosten kot kotbeutel kraft kranken krankenhaus kraut kreis kreisel kreisverkehr
    kreuz kreuzung kueche kuehl kugel kultur kunst kurs kurve kurz laden laerm lage
    lager lampe land landschaft lang last lastenrad laterne laub laube lauf leben
    leerstand lehr lehrer leih leit leitsystem leitung lenkung lern leute licht
    liefer linde linie links literatur loch loesung luecke luft maedchen maeh
    mahnmal mann markierung markt mast material mauer medien medizin
    mehrgenerationen meister mensch messe miete mieter milieu minute mitfahr mitmach
    mittag mitte mittel mobil mobilitaet modell moebel moeglichkeit monat morgen
    motor muell museum musik mutter nachbar nachbarschaft nachhilfe nachmittag nacht
    nachverdichtung nahversorgung name natur neben netz neubau nord not notruf
    nutzung oberschule obst oeffnung ordnung ordnungsamt ort ost pacht paket
    panorama papier park parkbank parken parker parkhaus parkplatz partner party
    pass pause pavillon pendler personal pfad pfand pfandflasche pfeil pflanze
    pflaster pflege pflegeheim pflicht pfosten pfuetze phase picknick pilz plakat
    plan planung plastik platane platte platz polizei poller post poststelle praemie
    praxis preis probe proberaum problem programm projekt punkt quartier quer
    querung rad radfahrer radler radverkehr radweg rahmen rampe rand rasen rathaus
    ratte rauch raum recht rechts recycling regal regel regen regional reifen reihe
    reinigung rest restaurant rettung revier richtung ring rinne rollator rolle
    roller rollstuhl route ruecksicht ruhe rund rutsche saal sache sack saeule
    saison sammel sammlung sand sanierung satz schacht schaden schall schaltung
    schatten schau schaukel scheibe schiene schiff schild schlag schlagloch schleife
    schloss schnee schnell schnitt schrank schranke schrebergarten schrott schueler
    schule schutz schwelle schwimm schwimmbad schwimmhalle see seite sekretariat
    senioren service sessel sicher sicherheit sicht siedlung signal sitz sitzbank
    skate sofa solar sommer sonne sozial spazier spende sperr sperre sperrmuell
    sperrung spiegel spiel spielgeraet spielplatz spielzeug sport sprach sprache
    spritze spur staatsanwaltschaft stadt stadtrand stadtteil staender staette stamm
    stand standort station stau staub steg steig stein stell stelle stellplatz
    steuer stoff strand strasse strassenbahn strassenbaum strauch strecke streetball
    streetwork streifen streit strom stueck stufe stuhl sturm sued symbol system
    tafel tag tages tagespflege takt tank tanz tasche tast taste tausch tauschregal
    taxi technik teenager teich teil teilhabe teilnehmer telefon tempo tennis termin
    terrasse theater tier tisch tischtennis toilette tor tour tourist traeger tram
    transport treff treffpunkt treppe trink trinkbrunnen tuer tunnel turm turn ueber
    ueberdachung uebergang ueberweg ufer uhr umfeld umland umsteige umwelt unfall
    unkraut unter unterfuehrung unterkunft unterricht urlaub veranstaltung verband
    verbesserung verbindung verbot verein verkauf verkehr verleih versammlung
    verschmutzung versorgung verwaltung vieh viertel vogel volk volksfest vorfahrt
    vorgarten vormittag vorplatz vorschlag vorschule waerme wagen wahl wald wand
    wander wanderung waren warte wartung wasser wasserstelle wechsel weg weiden
    weihnacht welle welt werbung werk werkstatt werkzeug west wettbewerb wetter
    wiese wild wind winter wippe wirtschaft wissen woche wochenende wohn wohnen
    wohnhaus wohnung wurzel zahl zahn zaun zebra zeichen zeit zelt zentrum ziegel
    ziel zirkus zone zoo zufahrt zug zugang zukunft zustand zwischennutzung
"""
_PLACES = """
    allee anger bach bahnhof berg bruecke brunnen busch damm dorf feld forst garten
    gasse graben hof kirche park platz promenade ring schule see siedlung steig
    strasse teich ufer viertel wald weg wiese zeile
"""
_NOISE = """
    auch bitte dort fuer gibt haette hier immer koennen koennte koennten leider mehr
    moechte muesste schon sehr seit sollte sollten ueber viele wuerde wuerden
"""
_ASKING = """
    bitte fuer gibt koennen koennte mehr ueber waehrend warum wie wo wuerde wuerden
    zum zur
"""
PARTS = frozenset(_PARTS.split())
PLACES = frozenset(_PLACES.split())
# Said in nearly every text; PostgreSQL's own list leaves these in when ae is for ä.
NOISE = frozenset(_NOISE.split())
# What says nothing in a question; more than that, and "Wo?" would find nothing.
ASKING = frozenset(_ASKING.split())
# PostgreSQL's own list takes the noun for "away" and leaves it out; its plural has the
# same stem and stays.
LEFT_OUT = {"weg": "wege"}
