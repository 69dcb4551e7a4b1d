"""Little words of English and Spanish that decide how the terms around them are meant."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LITTLE_WORDS = _words(
    """
    a an the my his her our their your this that these is are was were been be am im ive i
    really very so such some just bit little kind sort super pretty quite also too el la los
    las un una de del mi mis su sus muy lo al
    """
)
"""Words that may stand inside a phrase without changing it ("lost my baby", "lost the baby")."""

PRACTITIONER_NOUNS = _words(
    """
    therapist therapists counselor counsellor provider practitioner clinician doctor
    psychologist specialist professional terapeuta psicologa psicologo doctora masajista
    consejera consejero lmt rmt pt clinicians providers counselors healer shrink someone
    somebody person
    """
)

CLIENT_NOUNS = _words(
    """
    client clients patient patients survivor survivors teen teenager son daughter kid child
    couple couples family people folks person adult adults youth student parent mom dad spouse
    community husband wife partner man woman cliente paciente hijo hija issues
    """
)

AFFIRMING = _words(
    """
    affirming friendly competent sensitive focused affirmative aware allied welcoming inclusive
    owned issues
    """
)

FOR_CLIENT = _words(
    """
    for with im am being as other working treats sees para con soy who
    """
)

PREFERRING = _words(
    """
    prefer prefers prefiero rather only ideally preferably must want wants be by comfortable
    request see sea please
    """
)

PREFERRED_AFTER = _words(
    """
    preferred only please if provider preferably ideally prefer
    """
)

PATIENT_SIGNS = _words(
    """
    is has w with who needs wants reports states complains presents struggles having went
    diagnosed dealing recovering lives says does had was would
    """
)

BEFORE_A_PATIENT = _words(
    """
    my a this new female male yo old our for
    """
)

PAIN_WORDS = _words(
    """
    pain pains painful hurt hurts hurting ache aches aching achy sore stiff tight killing injury
    injured problem problems trouble issue issues bad pulled torn tore tear broken broke swollen
    tense tension cramp cramps cramping clicks pops popping locked sprain sprained strain
    strained spasm spasms throbbing dolor duele duelen dolores lastime lesion lesione adolorido
    adolorida inflamado tenso weak stiffness soreness discomfort inflammation messed
    tingle tingles tingling tingly burn burning swelling swells swell twinge twinges tweaked
    tweak tender inflamed crunches crunching grinds grinding catches jammed dislocated
    dislocates kink kinked seized aggravated wrecked busted throb throbs irritated
    hinchado hinchada hinchados hinchadas inflamada inflamados inflamadas lastimado lastimada
    lastimo torcido torcida torci tieso tiesa tensa rigido rigida molestia molestias ardor
    punzadas calambre calambres adoloridos adoloridas fractura fracturado lesionado lesionada
    lesiono
    """
)

PAIN_PAIRS = frozenset(
    {(one, two) for one in ("gives", "gave", "giving", "goes", "went", "blew", "put", "thrown",
                            "threw", "pops", "popped") for two in ("out",)}
    | {(one, "up") for one in ("acting", "acts", "locks", "locking", "seizes", "seizing",
                               "flares", "flaring", "swells", "tightens", "freezes", "stiffens")}
    | {(one, two) for one in ("cant", "cannot", "couldnt")
       for two in ("bend", "straighten", "turn", "rotate", "lift", "raise", "move", "grip")}
)  # fmt: skip
"""Pairs of words that say of a part of the body that it does not do its work."""

SPANISH = _words(
    """
    para con que por una busco necesito quiero tengo dolor cerca hija hijo puedo mujer hombre
    ansiedad terapia terapeuta masaje estoy soy desde muy mucho ayuda los las del esposo
    """
)

FILLER = _words(
    """
    january february march april june july august september october november december lunch
    breakfast dinner monday tuesday wednesday thursday friday spring summer fall winter
    morning afternoon looking need needs want help find please someone somebody who can and or
    for with in the a to of my me i is are do does at on near session sessions appointment
    take takes accept accepts not no but have has had work works good great best any some get
    from about when would like also more than really very hi hello thanks there that this it
    we our you your he she they them his her be been am was were im ive since after before
    because so if as just para con que por una un en de la el los las y o busco necesito
    quiero mi se es should could see seeing says said tell told think thinks know try trying
    new helping lot lots maybe ideally possible possibly hoping searching seek seeking getting
    got going go goes make makes keep keeps still ever never always only even over around here
    under max month year years week weeks day days time times first last next other both
    between without during while another thing things stuff way ok okay yes thank experience
    experienced specialize specializes specializing specialist offers offer offering provide
    provides recommend recommended recommendations client clients patient patients interested
    open whom which what where how why cant wont dont lately recently again until
    """
)

SMALL_WORDS = _words(
    """
    up down over under off out into onto through across along away back behind beside by upon
    toward towards against among above below inside than then too either neither nor once each
    every all own same another much many few less least most more enough almost actually maybe
    must may might shall will would could did done doing does being having let lets us im
    youre theyre hes shes its ive id ill whose himself herself myself themselves yourself
    use uses used using talk talks talked talking lean leans leaned leaning come comes came
    coming give gives gave look looks put puts ask asks asked start starts started call calls
    called happen happens happened seem seems become becomes want wanted wants wish wishes
    anybody anyone everybody everyone nobody nothing something everything somewhere
    hasta sobre entre cuando donde como porque pero tambien ya hay ser estar tener hace
    """
)
"""Words that nobody has to be told were not understood."""

WORK_NOUNS = _words(
    """
    therapy counseling counselling psychotherapy terapia psicoterapia consejeria health
    """
)
"""Last words of a phrase that names work, as against the person who does it."""

TOLD_IN_SPANISH = _words(
    """
    tengo tiene tenemos tienen tenia estoy esta estamos estan estaba soy es somos era fue ser
    estar tener hay habia puedo puede podria podemos quisiera quiere queremos gustaria necesitamos
    buscamos siento siente sentir me te se nos le les lo ayuda ayudar ayudarme ayude ayuden alguien
    algo alguno alguna nadie nada todo toda todos todas mucho mucha muchos muchas poco poca mas
    menos muy tan tanto solo sola solos solas solamente tambien ya aun todavia ahora hoy siempre
    nunca antes despues desde hasta cuando donde como porque pero aunque si no con sin sobre entre
    hacia segun durante tiempo vez veces dia dias noche noches semana semanas mes meses ano anos
    manana tarde hacer hago hace hacen decir digo dice saber sepa conozco cosa cosas persona
    personas gente profesional alguno bueno buena buenos buenas bien mal mejor gracias hola favor
    este esta esto estos estas ese esa eso esos esas aqui alli cerca lejos acepte acepta aceptan
    atienda atiende atienden hable habla hablen mama papa esposo esposa familia cuesta quien que
    cual cuales otro otra otros otras cada mismo misma hija hijo mujer hombre paso pasa pasando
    """
)
"""What a Spanish sentence is told with, besides what it is about; without accents."""

NEW_CLAUSE = _words(
    """
    but just only want wants wanted need needs looking seeking prefer instead because since so
    for however although though unless anymore please near pero solo quiero necesito busco
    prefiero porque para aunque sino who that which when if while
    """
)

POSSESSIVES = _words(
    """
    my our his her their your mi su tu nuestro
    """
)

FORMER = _words(
    """
    old current last previous former new primary own anterior
    """
)

SEEKING = _words(
    """
    seeking looking needs need wants want searching requesting referring refers seeks hoping
    trying asking busca busco buscando necesita necesito writing wanting wishing here refer
    """
)

WITH_CLIENT = _words(
    """
    treating working seeing
    """
)

BYSTANDERS = _words(
    """
    sister brother mom mother dad father wife husband friend aunt uncle cousin roommate partner
    girlfriend boyfriend neighbor boss coworker colleague he she hermana hermano mama papa amiga
    amigo esposo esposa tia tio prima primo ex bff grandma neighbour
    """
)

REPORTING = _words(
    """
    says said thinks told suggested recommended suggests recommends and who dice
    """
)

LINKS = _words(
    """
    a an any the really actually currently even that actively or been have having feeling of
    ningun ninguna un una
    """
)

PLACE_CUES = _words(
    """
    in near around at from to within outside of en cerca de by serving downtown north south east
    west central greater live lives vivo estoy area located
    """
)

STRONG_CUES = _words(
    """
    in near around en live lives vivo
    """
)

AWAY = _words(
    """
    from leaving left not outside de
    """
)

WORDS_TOO = _words(
    """
    or in me hi ok on la de id oh al ma pa ms mi so as no pe nu
    """
)

STANDING_WORDS = _words("at in on to with for by from near out up off without no not")
"""Words that need the little word after them to mean what they mean ("at my home")."""
