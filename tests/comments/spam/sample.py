"""A labelled sample of comments and spam, made by rules, for measuring the spam checks.

We made it ourselves, and it says little of the real web: the spam here is what we could think
of, and so are the readers. What it can show is whether the checks still tell apart what they
told apart before. To make it less easy, what is judged comes from other sentences than what
was learned; some readers link, shout, and talk of prices, and some spam talks like a reader.
"""

from dataclasses import dataclass
from itertools import count

FILLED = 12  # times each sentence, with other words in its gaps


@dataclass(frozen=True)
class Labelled:
    text: str
    is_spam: bool


GAPS = {
    "pet": (
        *("dog", "cat", "rabbit", "hamster", "parrot", "spaniel", "old terrier", "kitten", "guinea pig"),
        *("tabby", "lurcher", "greyhound", "lop"),
    ),
    "name": ("Biscuit", "Olive", "Pepper", "Moss", "Juno", "Otto", "Maple", "Ziggy", "Hazel", "Fig"),
    "when": (
        *("at night", "after dinner", "in the garden", "when it rains", "before a walk", "on the sofa"),
        *("every spring", "when visitors come", "early in the morning"),
    ),
    "place": ("the kitchen", "the hall", "our bed", "the carpet", "the window", "her basket", "the stairs"),
    "ware": (
        *("sunglasses", "handbags", "followers", "loans", "supplements", "sneakers", "tokens"),
        *("software keys", "phone cases", "insurance", "diplomas"),
    ),
    "host": (
        *("best-deals.example.com", "win.example.net", "shop4u.example.org", "profit.example.com"),
        *("offers.example.net", "bonus-club.example.org", "rank-up.example.com"),
    ),
    # Two of these were learned.
    "newer": (
        *("win.example.net", "offers.example.net", "fast-cash.example.com", "my-shop.example.net"),
        *("top-ten.example.org", "vip-offer.example.com", "your-win.example.net"),
    ),
    "sum": ("$500", "$2,000", "900 euros", "$75 an hour", "£300", "$10,000", "5000 dollars"),
}

READERS_LEARNED = (
    "Our {pet} {name} does exactly this {when}, and now I know why. Thank you for explaining it.",
    "I never thought about the reason until I read this. {name} mostly does it in {place} {when}.",
    "Does anybody else have a {pet} that does it {when}? Ours began when she was about two years old.",
    "We asked our vet about {name} and heard the same answer as here, so I was relieved.",
    "The part about {place} made me laugh, because our {pet} {name} is just the same.",
    "Very clear article. I would have liked to read more about what to do {when}.",
    "{name} stopped doing it once we moved the bowl away from {place}. It took three weeks.",
    "The drawing helped my children to understand why the {pet} does that {when}.",
    "I read the study that you link to, https://doi.org/10.1000/182, and it says the same of the {pet}.",
    "HE DOES IT AGAIN RIGHT NOW WHILE I AM READING THIS, our {pet} {name} in {place}!",
)
READERS_JUDGED = (
    "My {pet} has always done this {when}. Good to know that it is normal and no reason to worry.",
    "{name} is eleven and does it less than before. Is that because of her age?",
    "Thanks! I looked for an answer for years, and our {pet} still does it in {place} {when}.",
    "One question: is it different for a {pet} that lives alone? {name} has no company {when}.",
    "We tried a clicker: one click, one treat, and {name} learned to leave {place} alone.",
    "The free leaflet of our practice says the same, and {name} got better within days.",
    "I think something is missing here about what happens {when}. Our {pet} behaves otherwise.",
    "There is a nice film of a {pet} doing it at www.example.org, for those who never saw it.",
    "Lovely page. {name} says hello from {place}.",
    "Is it safe to let the {pet} go on with it {when}? She seems happy, but my sister is not so sure.",
    "We pay {sum} a year for her insurance, and it covered the visit when {name} was ill.",
    "I ordered a new bed online, best price today, fast delivery, and {name} still prefers {place}.",
    "Two pages that helped me with {name}: https://example.org/why and www.example.com, yours is clearer.",
)
SPAM_LEARNED = (
    "Great post! I also write about {ware}, please visit https://{host}/blog and tell your friends.",
    "Earn {sum} every week from home without experience, register today at {host} and start.",
    "Cheap {ware} with fast delivery worldwide, order now: https://{host}/order",
    "I was in debt until I met a trader who turned {sum} into a fortune. Write to him at {host}.",
    "Best quality {ware}, lowest price guaranteed, limited offer only today! http://{host} http://{host}/new",
    "Hello admin, I can bring thousands of visitors to this website. Buy traffic and {ware} at {host}.",
    "Congratulations, you have been selected to receive {sum}. Claim your prize at https://{host}/claim",
    "Need money? We give {sum} to anybody within a day, no questions asked. Apply at {host}.",
    "A powerful doctor brought back my husband within a day, order his help and pay {sum} afterwards.",
    "Investors receive {sum} of profit weekly with our platform, guaranteed. Join the channel now.",
)
SPAM_JUDGED = (
    "Nice article, very informative! For discount {ware} please visit my shop https://{newer}/",
    "Work from home and receive {sum} weekly, guaranteed. Register now, limited places!",
    "Order {ware} online, fast delivery, best price: http://{newer} or https://{newer}/today",
    "My trader turned {sum} into a fortune within a week, write to him and start to earn today.",
    "Buy {ware} now >>> {newer} <<< lowest price worldwide",
    "Dear website owner, I can bring visitors and traffic to your page for {sum}. Contact {newer}.",
    "You have been selected! Claim {sum} and a prize today, visit {newer} and register.",
    "Online casino bonus of {sum} for new players, join now at https://{newer}/play",
    "ORDER YOUR {ware} TODAY, BEST QUALITY, FAST DELIVERY, GUARANTEED",
    "This man helped me. He is a powerful doctor, and my husband came back. Pay him {sum} and be happy.",
    "My {pet} {name} does this too {when}! She got better with the drops that I found at {newer}.",
    "Very clear article, thank you for explaining it. Read more about the {pet} at {newer}.",
    "Our {pet} {name} sleeps in {place} now, in the bed from https://{newer}/beds, and so can yours.",
)


def learned() -> list[Labelled]:
    return _filled(READERS_LEARNED, is_spam=False) + _filled(SPAM_LEARNED, is_spam=True)


def judged() -> list[Labelled]:
    return _filled(READERS_JUDGED, is_spam=False) + _filled(SPAM_JUDGED, is_spam=True)


def _filled(sentences: tuple[str, ...], *, is_spam: bool) -> list[Labelled]:
    """Always the same texts, no two alike: each gap takes its next word in turn."""
    turns = {gap: count() for gap in GAPS}
    found: dict[Labelled, None] = {}
    for sentence in sentences * FILLED:
        gaps = [gap for gap in GAPS if f"{{{gap}}}" in sentence]
        words = {gap: GAPS[gap][next(turns[gap]) % len(GAPS[gap])] for gap in gaps}
        found[Labelled(sentence.format(**words), is_spam)] = None
    return list(found)
