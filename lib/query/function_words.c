/*
 * Articles, pronouns, prepositions, conjunctions, auxiliary verbs, and the words that questions begin with. Folded, as
 * the vocabulary is keyed. Left out are those that name something as well: "may" is a month, "avoir" a tax credit.
 */
#include "query/function_words.h"
#include <string.h>

typedef struct {
    const char *languages; /* codes, each between spaces */
    const char *words;     /* likewise                   */
} function_words;

static const function_words lists[] = {
    {" en ",
     " a about above after against all also although am among an and another any are as at be because been before "
     "being "
     "below between both but by can cannot could did do does doing during each either else ever few for from further "
     "had "
     "has have having he her here hers herself him himself his how however i if in into is it its itself just me might "
     "more most must my myself neither no nor not of off on once only onto or other our ours ourselves out over own "
     "per "
     "please same shall she should since so some such than that the their theirs them themselves then there these they "
     "this those through to too under until up upon us very was we were what when where whether which while who whom "
     "whose why will with within without would you your yours "},
    {" no nb ",
     " alle alt andre at av bare ble blei bli blir blitt da de deg dei dem den denne der dere deres det dette din "
     "disse "
     "du eller en enn er et etter for fordi fra fram gjennom gjor ha hadde han hans har hennes her hos hun hva hvem "
     "hver hvilke hvilken hvilket hvis hvor hvordan hvorfor i ikke inn ja jeg kan kun kunne man med meg mellom men mer "
     "mot "
     "ma matte nar na noe noen nok og ogsa om opp oss over pa sa samme seg selv sin sine sitt skal skulle slik som "
     "til ut uten var ved vi vil ville vart vare vaere vaert "},
    {" nn ",
     " alle alt andre at av bare bli blir blei vart vorte da de deg dei deira den denne der det dette di din dine "
     "disse du "
     "eg ein eit eller enn er etter for fordi fra fram gjennom ha hadde han hans har ho hennar her hja i ikkje inn ja "
     "kan "
     "kva kvar kvifor kven kvi korleis kunne man med meg mellom men meir mot ma matte nar no noko nokon og ogsa om opp "
     "oss "
     "over pa sa same seg si sin sine sitt sjolv skal skulle slik som til ut utan ved vere vore vi vil ville var "},
    {" da ",
     " af alle alt andet andre at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter "
     "eller "
     "en end er et for fordi fra gennem ham han hans har havde have hendes her hos hun hvad hvem hver hvilke hvilken "
     "hvilket hvis hvor hvordan hvorfor i ikke ind ja jeg kan kun kunne man med meget mellem men mig mod ma nar nogen "
     "noget "
     "nogle nu og ogsa om op os over pa sadan samme selv ses sig sin sine sit skal skulle som sa til ud uden under var "
     "ved vi vil ville vaere vaeret vor "},
    {" sv ",
     " alla allt andra att av bara bli blir blev blivit da de dem den denna deras dess dessa det detta dig din dock du "
     "dar "
     "efter eller en enligt er ett fran for genom ha hade han hans har henne hennes hon honom hos hur i icke inte in "
     "ja "
     "jag kan kunde man med mellan men mer mig min mot mycket ni nu nagon nagot nagra nar och ocksa om oss pa sa samma "
     "sedan sig sin sina sitt ska skall skulle som till under upp ut utan vad var varfor vara varit vem vid vilka "
     "vilken "
     "vilket vi vill aven ar at over "},
    {" de ",
     " aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da dabei "
     "dadurch "
     "daher damit dann das dass dazu dein dem den denen denn der deren des dessen die dies diese diesem diesen dieser "
     "dieses doch dort du durch ein eine einem einen einer eines er es etwa etwas euch fur gegen gibt hat hatte hatten "
     "haben hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder "
     "jedes jedoch jene kann kein keine keinem keinen keiner konnen konnte man mehr mein mit muss mussen nach nicht "
     "nichts "
     "noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte sondern "
     "sowie uber um und uns unser unter viel vom von vor wann war waren warum was wegen weil welche welchem welchen "
     "welcher welches wenn wer werden wem wen wie wieder wird wir wo wobei wurde wurden zu zum zur zwar zwischen "},
    {" nl ",
     " aan al alle als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had "
     "heb hebben heeft hem het hier hij hoe hun iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet "
     "na naar niet niets nog nu of om omdat ons ook op over reeds te tegen toch toen tot u uit uw van veel voor waar "
     "waarom "
     "wanneer want waren was wat we welk welke werd wezen wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder "
     "zou "},
    {" fr ",
     " a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avant avec avez avons car ce ceci cela celle "
     "celles celui ces cet cette ceux chaque chez comme comment contre dans de depuis des dont du elle elles en encore "
     "entre "
     "es est et etaient etait etant ete etre eu fait faut ici il ils je la laquelle le lequel les lesquelles lesquels "
     "leur "
     "leurs lors lorsque lui ma mais me meme memes mes moi moins mon ne ni nos notre nous on ont ou par pas pendant "
     "peut "
     "peuvent peux plus pour pourquoi puis puisque qu quand que quel quelle quelles quels qui quoi sa sans se sera ses "
     "si "
     "sinon soit sommes son sont sous suis sur ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre "
     "vous "
     "y "},
    {" it ",
     " a ad agli ai al alla alle allo anche ancora aveva avere ha hanno che chi ci come con contro cosa cui da dagli "
     "dai dal "
     "dalla dalle dallo degli dei del della delle dello di dopo dove durante e ed era essere fra gia gli ho i il in io "
     "la "
     "le lei li lo loro lui ma me mentre mi molto ne negli nei nel nella nelle nello no noi non nostro o ogni oppure "
     "per "
     "perche piu poi presso prima puo quale quali quando quanto quella quelle quelli quello questa queste questi "
     "questo se "
     "senza si sia sono sotto su sua sue sugli sui sul sulla sulle suo suoi tra tu tutti tutto un una uno vi voi "},
    {" es ", " a al algo ante antes aquel asi aun aunque bajo cada como con contra cual cuales cuando cuanto de del "
             "desde donde "
             "durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan estar estas "
             "este esto estos "
             "fue fueron ha haber habia han hasta hay la las le les lo los mas me mediante mi mientras muy nada ni no "
             "nos nosotros "
             "nuestro o os otra otras otro otros para pero poco por porque pues que quien quienes se sea segun ser si "
             "sido sin sino "
             "sobre son su sus tambien tan tanto te tiene tienen todo todos tras tu u un una unas uno unos y ya yo "},
    {" pt ",
     " a ao aos apos aquela aquele as ate cada com como contra da das de dela dele deles depois desde do dos durante e "
     "ela "
     "elas ele eles em entre era essa esse esta estao este eu foi foram ha isso isto ja la lhe mais mas me mesmo meu "
     "minha "
     "muito na nao nas nem no nos nossa nosso num numa o onde os ou para pela pelas pelo pelos perante por porque qual "
     "quais "
     "quando que quem se seja sem ser seu seus sob sobre sao so sua suas tambem tem todo todos um uma umas uns voce "},
    {" fi ", " ei eika eivat ela etta he hanen han ja joka joita joiden jolla jonka jos jotka jota kanssa kuin kuka "
             "kun me mika mina "
             "miksi milloin missa mita miten mutta myos ne nama niiden niin niita nyt oli olla olivat on ovat se sen "
             "sina sita ta "
             "tai tama taman te tuo vaan vai vain "},
};

static bool holds(const char *spaced, const char *word, size_t size)
{
    if (!size)
        return false;
    for (const char *at = spaced; (at = memmem(at, strlen(at), word, size)); at++)
        if (at > spaced && at[-1] == ' ' && at[size] == ' ')
            return true;
    return false;
}

static const function_words *list_of(const char *language)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (holds(lists[i].languages, language, strlen(language)))
            return &lists[i];
    return NULL;
}

bool pgf_is_function_word(const char *language, const char *word, size_t size)
{
    const function_words *list = list_of(language);
    return list && !memchr(word, ' ', size) && holds(list->words, word, size);
}
