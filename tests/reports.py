"""Two short reports that say the same, written for the tests, and one that is no negotiation."""

GERMAN = """Ägyptens Außenminister Samih Schukri und sein äthiopischer Amtskollege Demeke Mekonnen
trafen sich
am Mittwoch in Kinshasa zu Gesprächen über den Staudamm am Nil. Schukri forderte ein verbindliches
Abkommen über die Füllung des Staudamms. Demeke lehnte ein verbindliches Abkommen ab. Vertreter
des Sudan waren nicht eingeladen. Der Sudan kritisierte die Gespräche.
"""

ENGLISH = """Egypt's Foreign Minister Sameh Shoukry and his Ethiopian counterpart Demeke
Mekonnen met in Kinshasa on Wednesday for talks about the dam on the Nile. Shoukry demanded a
binding agreement on the filling of the dam. Demeke rejected a binding agreement. Representatives
of Sudan were not invited. Sudan criticised the talks.
"""

RECIPE = """Peel the potatoes and boil them in salted water for twenty minutes. Meanwhile fry the
onions in butter until they are golden. Mash the potatoes, stir in the onions and serve hot.
"""
