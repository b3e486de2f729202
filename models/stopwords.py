"""Words that say nothing about the subject of a text, folded (no case, no accents).

Function words only: articles, pronouns, prepositions, conjunctions, auxiliary verbs, question words, and
adverbs of degree and connection. "non" stays a term in French and English ("non-recours"), because it makes
nouns; "ne", "pas", "niet", "geen" and "not" go, because they only turn verbs.
"""

from models.language import Language

_FRENCH = """
a afin ai ainsi ait alors ans apres assez au aucun aucune aujourd'hui auparavant aupres auquel aura
aurait auront aussi autant autour autre autrement autres aux auxquelles auxquels avaient avait avant avec
avoir avons ayant beaucoup bien c car ce ceci cela celle celle-ci celles celui cependant certain certaine
certaines certains ces cet cette ceux chacun chacune chaque chez ci combien comme comment contre d dans
davantage de dehors deja depuis des desormais desquelles desquels dessous dessus deux devra devraient
devrait devront dit doit doivent donc dont du duquel durant elle elles en encore enfin ensuite entre
envers environ est et etaient etait etant etc ete etes etre eu eux fait faite faites faits faut fera font
furent fut grace hors ici il ils j je jusqu jusque l la ladite laquelle le ledit lequel les lesdites
lesdits lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma mais malgre me meme memes mes mieux
moi moins mon n ne neanmoins ni nos notamment notre notres nous on ont or ou outre par parce parfois
parmi pas pendant peu peut peuvent plus plusieurs plutot pour pourquoi pourra pourraient pourrait
pourront pourtant pres presqu presque puis puisqu puisque qu quand quant que quel quelle quelles quelqu
quelque quelques quels qui quoi quoique s sa sans se sera seraient serait seront ses seulement si sinon
soi soient soit sommes son sont sous souvent suis sur surtout t ta tandis tant te tel telle tellement
telles tels tes toi ton toujours tous tout toute toutefois toutes tres trop tu un une va vers via voici
voila vont vos votre vous vu y
"""

_DUTCH = """
aan aangaande aangezien achter al aldus alle allebei alleen alles als alsmede alsnog altijd ander andere
anderen anders ben bent bepaald beter betreffende bij bijna binnen boven bovendien buiten bv daar daaraan
daarbij daardoor daarin daarmee daarna daarnaast daarom daarop daarover daarvan daarvoor dan dat de deed
der des deze dezelfde die dien dikwijls dit doch doe doen doet door doorheen dus dwz e.a echter een eens
eerder eerst elk elke en enige enigszins enkel enkele enz enzovoort er eraan erbij erdoor ermee erna erop
erover ertoe eruit ervan ervoor etc even evenals eveneens evenwel gaan gaat geeft geen gehad geweest
geworden haar had hadden hare heb hebben heeft heel hele hem hen het hetgeen hetzelfde hetzij hier
hierbij hierboven hierdoor hieronder hierop hierover hiervan hiervoor hij hoe hoeveel hoewel hun ieder
iedere iedereen iemand iets ik immers in inclusief indien inzake ipv is ivm ja je jij jou jouw juist
jullie kan kon konden kun kunnen kunt langs later m'n maar mag mbt me mede meer meerdere meest meestal
men met mij mijn minder misschien mits mocht mochten moest moesten moet moeten mogen n na naar naargelang
naast namelijk nauwelijks nbsp niet niets nl noch nochtans nog nogal nu nvt oa of ofwel om omdat omtrent
omwille ondanks onder ons onze ook op over overigens per plus rond rondom s samen sedert sinds slechts
sommige sommigen soms steeds t tamelijk te tegen tegenover telkens ten tenzij ter terwijl tevens tijdens
toch toe toen tot totdat tov tussen u uit uw van vanaf vandaar vanuit vanwege veel vele verder via
volgens voor vooral vooraleer voordat waar waaraan waarbij waardoor waarin waarmee waarna waarom
waaronder waarop waarover waartoe waaruit waarvan waarvoor wanneer want waren was wat we wel welk welke
werd werden wie wij wil willen word worden wordt z'n zal ze zeer zei zelf zelfs zich zichzelf zij zijn
zijne zo zo'n zoals zodat zodoende zodra zonder zou zouden zowat zowel zulke zullen zult
"""

_ENGLISH = """
a about above across after again against all almost along already also although always am among amongst
an and another any anyone anything are aren't around as at away be became because become becomes been
before behind being below beneath between beyond both but by can can't cannot could couldn't did didn't
do does doesn't doing don't done down due during e.g each eg either else enough etc even ever every few
for from further get gets given got had hadn't has hasn't have haven't having he hence her here hers
herself him himself his how however i ie if in indeed into is isn't it its itself just least less let
like ll many may me might mine more moreover most much must mustn't my myself namely nearly neither never
nevertheless next no nobody none nor not nothing now of off often on once one only onto or other others
otherwise ought our ours ourselves out over own per perhaps quite rather re really s same several shall
she should shouldn't since so some someone something sometimes somewhat still such t than that the their
theirs them themselves then there thereby therefore these they this those though through throughout thus
till to together too toward towards under unless until up upon us ve versus very via was wasn't we well
were weren't what whatever when whenever where whereas wherever whether which while who whoever whole
whom whose why will with within without won't would wouldn't yes yet you your yours yourself yourselves
"""

STOPWORDS: dict[Language | None, frozenset[str]] = {
    Language.FR: frozenset(_FRENCH.split()),
    Language.NL: frozenset(_DUTCH.split()),
    Language.EN: frozenset(_ENGLISH.split()),
    None: frozenset(),
}
"""Function words by language; text of unknown language loses none."""

_OTHERS = """
a aber aby aceasta acest al ale algunos alla alle als am ama anche ante antes ao aos as au auch auf aus
bei bez bir bis bu by byc byl byla bylo ca care cei cele che chi ci co cok com come como con contra cu
cual cuando cui czy da daha dai dal dalla dalle das dass de degli dei del della delle dello dem den denn
der des desde di die din diye dla do donde dos durch e ein eine einem einen einer eines el ela ele ella
ellos em en entre era es essa esta estan este esto estos fi foi fost fur gdy gibi gli gore ha haben han
hanno hasta hat hay hem her hier i ich icin ihre il ile im in io ise ist jak jako jego jej jest juz kadar
kann keine ki la las le les lo loro los lub ma mai mais man mas me mi mit mucho muy na nach nad nao nas
ne nei nel nella nelle ni nicht nie no noch non nos nu nur o od oder olan olarak oldugu once os ou para
pe pela pelo pelos pentru per pero piu po pod por porque prin przez przy quale quando que quella questa
questi questo sa sao sau se segun sein seine sem ser seu seus si sich sie sin sind so sobre son sono
sonra sowie su sua suas sulla sunt suo sus ta tak tambem tambien tarafindan te tego tej tem ten tiene to
todo todos tra tutti tym uber um uma un una und unei uno unor unos unter ve veya vom von vor w war waren
was wenn werden wie wir wird wurde wurden y ya yeni z za ze zu zum zur zwischen
"""

OTHER_LANGUAGES = frozenset(_OTHERS.split())
"""Function words of German, Spanish, Italian, Portuguese, Polish, Romanian and Turkish."""
