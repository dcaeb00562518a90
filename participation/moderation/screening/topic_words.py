"""Words that speak for a topic, by the topic's key; written by us.

They serve until the district's own ideas are enough to learn from. One expression a
line, as `neighbourhood.departments.wording` reads them. Topics of other keys have none.
"""

WORDS: dict[str, str] = {
    "radverkehr": """radweg*
        radstreifen
        radfahr*
        fahrrad*
        lastenrad/lastenrader
        radverkehr*
        fahrradstander/fahrradbugel""",
    "gehwege": """gehweg*
        fussganger*
        zebrastreifen
        bordstein*
        burgersteig*
        querung*""",
    "strassen": """tempo
        parkplatz/parkplatze
        falschparker
        durchgangsverkehr
        einbahnstrasse
        schlagloch*
        poller
        kopfsteinpflaster""",
    "bus-und-bahn": """bus/busse
        tram/strassenbahn
        haltestelle*
        s-bahn
        u-bahn
        takt*
        bvg
        fahrplan*""",
    "gruen": """baum*
        park/parks
        wiese*
        grunflache*
        hecke*
        beet/beete/hochbeet*
        strauch*
        bepflanz*""",
    "spielplaetze": """spielplatz*
        schaukel*
        rutsche*
        klettergerust*
        bolzplatz*
        tischtennis*
        sandkasten
        spielgerat*""",
    "sauberkeit": """mull*
        abfall*
        papierkorb*
        sperrmull
        hundekot*
        scherben
        verschmutz*""",
    "beleuchtung": """laterne*
        *beleuchtung
        dunkel*
        *lampe
        angstraum""",
    "umwelt": """klima*
        solar*
        regenwasser
        larm*
        luftqualitat
        feinstaub
        graben
        gewasser""",
    "bauen": """neubau*
        nachverdichtung
        bebauung*
        miete*
        wohnung*
        baustelle*
        leerstand*""",
    "kinder": """schule*
        kita*
        jugendclub*
        jugendfreizeit*
        schuler*
        hort
        jugendliche*""",
    "soziales": """senior*
        alteren
        altere menschen
        einsamkeit
        obdachlos*
        pflege
        beratungsstelle""",
    "gesundheit": """hitze*
        trinkbrunnen
        arzt*
        gesundheit*
        trinkwasser""",
    "barrierefreiheit": """rollstuhl*
        barrierefrei*
        rollator*
        blinden*
        aufzug*
        rampe*""",
    "kultur": """bibliothek*
        bucherei
        konzert*
        theater*
        museum*
        kulturhaus
        volkshochschule""",
    "nachbarschaft": """nachbarschaft*
        kiezfest*
        strassenfest
        stadtteilzentrum
        begegnung*
        treffpunkt*""",
    "gewerbe": """wochenmarkt
        einzelhandel
        gaststatte*
        laden
        gewerbe*
        supermarkt""",
}
