"""Word lists that tell speaker labels from other beginnings of a line."""


def words(listed: str) -> frozenset[str]:
    """The set of the words in a text."""
    return frozenset(listed.split())


ROLES = words(
    """speaker host guest interviewer interviewee moderator operator narrator announcer audience analyst q a question answer
    unknown unidentified participant reporter caller panelist voice both all everyone presenter voiceover court witness clerk
    speaker_ spk spk_"""
)
PARTICLES = words("de da del der den di du la le van von of and the for at bin ibn al el y e dos jr sr ii iii iv phd md co")
# Single words that open a paragraph with a colon but name nobody.
NOT_NAMES = words(
    """note notes update warning important example summary topic topics subject date time title source link links url author
    duration transcript description episode chapter contents agenda disclaimer copyright location email phone contact edit tip
    ps nb re first second third next finally also sponsor sponsors timestamps references credits website twitter published
    recorded produced"""
)
NOT_IN_NAMES = words(
    """is are was were it its that this these those what which why how when where if so but my our your we you they i here's
    there's here there not to in on with by as because he she his her their do does did will would can could should"""
)
# Labels of parts in which nobody speaks.
SILENT = words("break music intro outro advertisement ad sponsor sponsors song")
# Words that often stand alone on lines or in brackets but name nobody.
SOUNDS_AND_ANSWERS = words(
    """music applause laughter laughs inaudible crosstalk silence pause noise yes yeah no okay ok right thank thanks oh well sure
    good great hello hi wow so and but um uh all-right alright exactly chapter part section page figure table appendix
    introduction conclusion transcript sound audio video sighs cheering"""
)
