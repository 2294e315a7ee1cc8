/**
 * What attackers try first. A password that is one of these, with digits and signs around it or letters swapped for
 * digits, is refused; so only words matter here, not their thousand spellings.
 */
export const commonWords: readonly string[] = (
  'password passwort passphrase passcode letmein welcome iloveyou iloveu lovely loveme princess princesa sunshine ' +
  'football liverpool arsenal chelsea manchester united rangers celtic everton tottenham baseball basketball ' +
  'superman batman spiderman pokemon starwars minecraft fortnite monkey dragon master shadow michael jessica charlie ' +
  'jordan hunter ashley bailey trustno freedom whatever computer internet samsung google facebook youtube instagram ' +
  'snapchat tiktok administrator admin changeme secret default guest qwerty qwertyuiop qwertyu asdfgh asdfghjkl ' +
  'zxcvbn zxcvbnm qazwsx qazwsxedc azerty azertyuiop abcdef abcdefgh abcabc student teacher school college ' +
  'university academy learner learning classroom homework exam exams results education headteacher cymru cymraeg ' +
  'croeso prifysgol ysgol coleg cyfrinair cariad rugby summer winter spring autumn january february march april ' +
  'june july august september october november december monday tuesday wednesday thursday friday saturday sunday ' +
  'london cardiff caerdydd swansea abertawe edinburgh glasgow belfast birmingham england scotland wales ireland ' +
  'vademecum portfolio record account login signin mypassword thispassword newpassword yourpassword nopassword ' +
  'ilovemymum ilovemum ilovedad ilovemydog ilovemycat mother father family babygirl butterfly chocolate cheese ' +
  'blink slipknot metallica nirvana eminem harrypotter hogwarts hello helloworld goodbye test testing tester example ' +
  'correcthorsebatterystaple'
).split(' ')
