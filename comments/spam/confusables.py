"""Characters that look like a Latin letter, for recognising disguised names and words.

A part of Unicode's own list for UTS #39, as of Unicode 15.1: characters that look like letters of
ASCII, with or without an accent, and that normalisation (NFKD) does not turn into them. Small
capitals are added: Unicode's list lacks them, and people often use them to pose as somebody.

Source: https://www.unicode.org/Public/security/15.1.0/confusables.txt
Copyright © 1991-2023 Unicode, Inc.; its licence is in LICENSES/Unicode-3.0.txt.
"""

LOOKS_LIKE = {
    "a": "⍺ɑαаΑАᎪᗅꓮ𖽀𐊠⍶ᴀ",
    "aa": "ꜳꜲ",
    "ae": "æӕÆӔ",
    "ao": "ꜵꜴ",
    "ar": "🜇",
    "au": "ꜷꜶ",
    "av": "ꜹꜻꜸꜺ",
    "ay": "ꜽꜼ",
    "b": "ƄЬᏏᑲᖯꞴΒВᏴᗷꓐ𐊂𐊡𐌁ɓᑳƃƂБƀҍҌѣѢʙ",
    "bl": "Ы",
    "c": "ᴄⲥсꮯ𐐽🝌𑣲𑣩ⲤСᏟꓚ𐊢𐌂𐐕𐔜ȼ₡ҫҪ",
    "d": "ԁᏧᑯꓒᎠᗞᗪꓓɗɖƌđĐÐƉ₫ᴅ",
    "dz": "ʣ",
    "e": "℮ꬲеҽ⋿ΕЕⴹᎬꓰ𑢦𑢮𐊆ɇɆҿᴇ",
    "f": "ꬵꞙẝք𝈓ꞘϜᖴꓝ𑣂𑢢𐊇𐊥𐔥ƒƑᵮꜰ",
    "g": "ɡᶃƍցԌᏀᏳꓖɠǥǤɢ",
    "h": "һհᏂΗⲎНᎻᕼꓧ𐋏ɦꚕᏲⱧҢħћĦӉӇʜ",
    "i": "⍳ıɪɩιіꙇӏꭵᎥ𑣃⍸ɨᵻᵼ",
    "j": "ϳјꞲͿЈᎫᒍꓙɉɈᴊ",
    "k": "ΚⲔКᏦᛕꓗ𐔘ƙⱩҚ₭ꝀҞᴋ",
    "l": "∣⏽۱𐌠ƖǀΙⲒІӀⵏᛁꓲ𖼨𐊊𐌉𝈪ⳐᏞᒪꓡ𖼖𑢣𑢲𐐛𐔦łŁɭƗƚɫᣳʟ",
    "ll": "‖∥ǁ𐆙",
    "lls": "𐆘",
    "lo": "Ю",
    "ls": "ʪ",
    "lt": "₶",
    "lz": "ʫ",
    "m": "ΜϺⲘМᎷᗰᛖꓟ𐊰𐌑Ӎꭑᴍ",
    "mb": "🝫",
    "n": "ոռΝⲚꓠ𐔓𐆎ɳƞηƝᵰɲɴ",
    "o": "ంಂംං०੦૦௦౦೦൦๐໐၀۵ᴏᴑꬽοσⲟоჿօഠဝ𐓪𑣈𑣗𐐬০୦〇𑓐𑣠ΟⲞОՕⵔዐଠ𐓂ꓳ𑢵𐊒𐊫𐐄𐔖øꬾØⵁɵꝋөѳꮎꮻ⊖⊝⍬𝈚🜔ƟꝊθΘӨѲⴱᎾᏫꭴ",
    "oe": "œŒ",
    "oo": "ꝏꚙꝎꚘ",
    "p": "⍴ρⲣрΡⲢРᏢᑭꓑ𐊕ƥᵽᣖᴘ",
    "q": "ԛգզⵕʠꞯǫ",
    "qe": "🜀",
    "r": "ꭇꭈᴦⲅгꮁ𝈖ƦᎡᏒ𐒴ᖇꓣ𖼵ɽɼɍғᵲᣴʀ",
    "rn": "𑣣𑜀₥ɱᵯ",
    "s": "ꜱƽѕꮪ𑣁𐑈ЅՏᏕᏚꓢ𖼺𐊖𐐠ʂᵴᣵ",
    "t": "⊤⟙🝨ΤⲦТᎢꓔ𖼊𑢼𐊗𐊱𐌕ƭ⍡ȾƮҬ₮ŧŦᵵƫᴛ",
    "tf": "ꝷ",
    "ts": "ʦ",
    "u": "ꞟᴜꭎꭒʋυս𐓶𑣘∪⋃Սሀ𐓎ᑌꓴ𖽂𑢸ᵾꮜɄᏌ",
    "ue": "ᵫ",
    "uo": "ꭣ",
    "v": "∨⋁ᴠνѵ𑜆ꮩ𑣀𝈍۷ѴⴸᏙᐯꛟꓦ𖼈𑢠𐔝𐆗🜈",
    "vb": "🝬",
    "w": "ɯᴡѡԝա𑜊𑜎𑜏ꮃ𑣯𑣦ԜᎳᏔꓪѽ𑓅₩ꝡ",
    "x": "᙮×⤫⤬⨯хᕁᕽ᙭╳𐌢𑣬ꞳΧⲬХⵝᚷꓫ𐊐𐊴𐌗𐔧⨰Ҳ𐆖",
    "y": "ɣᶌʏỿꭚγуүყ𑣜ΥⲨУҮᎩᎽꓬ𖽃𑢤𐊲ƴɏұ¥ɎҰ",
    "z": "ᴢꮓ𑣄𐋵𑣥ΖᏃꓜ𑢩ʐƶƵȥȤᵶᙆ",
}
