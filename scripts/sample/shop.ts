// The made-up outdoor shop behind the sample data: its topics, how customers ask about them, and what its agent answers.
// long because: it is a table of sentences, not code.
// {product} {order} {sku} {days} {city} {email} {price} {code} are filled in per conversation.

export interface Intent {
  readonly topic: string
  /** Knowledge the good answers are grounded in. */
  readonly article: { readonly title: string; readonly path: string; readonly excerpt: string }
  readonly questions: readonly string[]
  readonly good: readonly string[]
  /** What the agent says when it does not really know. */
  readonly weak: readonly string[]
  readonly followUps: readonly string[]
  /** How often the agent is weak here: the knowledge gaps of this shop. */
  readonly weakShare: number
}

export const INTENTS: readonly Intent[] = [
  {
    topic: 'Shipping',
    article: {
      title: 'Shipping times and costs',
      path: '/help/shipping',
      excerpt:
        'Orders leave our warehouse within one working day. Standard delivery takes 3-5 working days, to Canada 5-7.'
    },
    questions: [
      'Do you ship to Canada?',
      'How long does delivery to {city} take?',
      'What does shipping cost for the {product}?',
      'can i get express delivery for order {order}',
      'Is there free shipping above a certain amount?',
      'Do you deliver to a parcel locker in {city}?',
      'when will my {product} be dispatched'
    ],
    good: [
      'Yes, we do. Delivery to Canada takes **5-7 working days** and costs {price}.',
      'Standard delivery takes 3-5 working days. Your {product} usually leaves our warehouse the next working day.',
      'Express delivery is available at checkout for {price}: order before 14:00 and it arrives the next working day.',
      'Orders above 60 EUR ship free of charge. For smaller orders shipping is 4.90 EUR.'
    ],
    weak: ['Shipping options are shown at checkout.', 'I am not sure about {city}. Delivery depends on the carrier.'],
    followUps: ['And with express?', 'Do I have to pay customs?', 'ok and how do I follow the parcel?'],
    weakShare: 0.1
  },
  {
    topic: 'Order status',
    article: {
      title: 'Where is my order?',
      path: '/help/order-status',
      excerpt: 'You find the tracking number in the shipping confirmation and in your account under Orders.'
    },
    questions: [
      'Where is my order {order}?',
      'my parcel {order} has not arrived',
      'Tracking for {order} has not moved for {days} days',
      'I ordered the {product} last week, when does it come?',
      'Order status {order} please',
      'The tracking link does not work for order {order}.'
    ],
    good: [
      'Order {order} left our warehouse yesterday. You can follow it in your account under **Orders**.',
      'I have looked it up: {order} is with the carrier and should arrive in {days} days.',
      'Your order {order} is being packed. You will get an e-mail with the tracking number today.'
    ],
    weak: [
      'Please check your e-mail for the tracking number.',
      'I cannot see the status of {order} at the moment. Please try again later.'
    ],
    followUps: [
      'It still says "in preparation".',
      'And if it is lost?',
      'Can you send it again?',
      'which carrier is it?'
    ],
    weakShare: 0.22
  },
  {
    topic: 'Returns',
    article: {
      title: 'Returns and exchanges',
      path: '/help/returns',
      excerpt:
        'Full-price items can be sent back within 30 days of delivery, unworn and with the tags. Sale items: 14 days.'
    },
    questions: [
      'How long do I have to return shoes I bought in the sale?',
      'Can I return the {product} after {days} days?',
      'I want to send back order {order}',
      'Where do I find a return label?',
      'Return window for sale items?',
      'the {product} does not fit, how do I return it',
      'Is the return free?'
    ],
    good: [
      'You can return items within **30 days** of delivery, unworn and with the tags. The label is in your account under Orders.',
      'Returns are free. Print the label from your account, put it on the parcel and drop it at any pick-up point.',
      'For order {order} I have opened a return. You will get the label at {email} in a few minutes.'
    ],
    weak: [
      'You can return any item within 30 days.',
      'Returns depend on the item. Please read our terms.',
      'Sorry, I do not have information about returning sale items.'
    ],
    followUps: [
      'Even if it was on sale?',
      'What about worn items?',
      'How long until I get my money?',
      'Can I exchange it instead?'
    ],
    weakShare: 0.35
  },
  {
    topic: 'Refunds',
    article: {
      title: 'When do I get my money back?',
      path: '/help/refunds',
      excerpt: 'Refunds are made to the original payment method within 5 working days after the parcel reached us.'
    },
    questions: [
      'Where is my refund for {order}?',
      'When do I get my money back?',
      'I returned the {product} {days} days ago and still no refund',
      'refund status {order}',
      'You refunded {price} but I paid more.'
    ],
    good: [
      'Refunds take up to **5 working days** after the parcel reached us. For {order} it was started yesterday.',
      'The refund of {price} for {order} went to your original payment method on Monday.'
    ],
    weak: ['Refunds usually take some time.', 'I am unable to look into payments. Is there anything else?'],
    followUps: ['It has been more than {days} days!', 'To which card?', 'I want to talk to a human.'],
    weakShare: 0.3
  },
  {
    topic: 'Warranty',
    article: {
      title: 'Warranty and repairs',
      path: '/help/warranty',
      excerpt:
        'All jackets, tents and packs carry a two-year warranty on material and seams. Repairs take about three weeks.'
    },
    questions: [
      'How long is the warranty on the {product}?',
      'The zip of my {product} broke, is that covered?',
      'Do you repair tents?',
      'my {product} leaks at the seams after {days} days',
      'Warranty claim for order {order}'
    ],
    good: [
      'The {product} has a **two-year warranty** on material and seams. Please send a photo of the damage.',
      'A broken zip is covered for two years. We repair it in about three weeks, shipping is on us.'
    ],
    weak: ['Please contact the manufacturer.', 'Warranty conditions can vary.'],
    followUps: ['Do I need the receipt?', 'Can I get a replacement while it is repaired?'],
    weakShare: 0.28
  },
  {
    topic: 'Sizing',
    article: {
      title: 'Size guide',
      path: '/help/sizes',
      excerpt:
        'Our boots run true to size. For winter socks take half a size more. Jackets are cut for one layer beneath.'
    },
    questions: [
      'Does the {product} run small?',
      'I am between two sizes for the {product}, which one should I take?',
      'size chart for kids?',
      'What is EU 42 in US sizes?'
    ],
    good: [
      'The {product} runs true to size. Between two sizes we suggest the larger one.',
      'EU 42 is US 9 for men and US 10.5 for women. Here is our [size guide](https://northwind.example/help/sizes).'
    ],
    weak: ['Sizes differ between brands.', 'I have no size information for the {product}.'],
    followUps: ['With thick socks?', 'And the women’s model?'],
    weakShare: 0.2
  },
  {
    topic: 'Payment',
    article: {
      title: 'Payment methods',
      path: '/help/payment',
      excerpt: 'We take cards, PayPal, bank transfer and purchase on account. Instalments are offered from 100 EUR.'
    },
    questions: [
      'Can I pay by invoice?',
      'My card was declined for order {order}',
      'Do you take instalments?',
      'I was charged twice for {order}',
      'Which payment methods do you accept?'
    ],
    good: [
      'We take cards, PayPal, bank transfer and purchase on account.',
      'The second charge for {order} is a reservation. It disappears after {days} days.'
    ],
    weak: ['Please contact your bank.', 'I cannot access payment data.'],
    followUps: ['Is that safe?', 'My bank says it was you.'],
    weakShare: 0.18
  },
  {
    topic: 'Discounts',
    article: {
      title: 'Codes and vouchers',
      path: '/help/codes',
      excerpt: 'One code per order. Codes cannot be used on sale items or gift cards.'
    },
    questions: [
      'My code {code} does not work',
      'Is there a student discount?',
      'Can I use {code} on sale items?',
      'newsletter voucher never arrived'
    ],
    good: ['One code per order, and not on sale items. {code} is valid until the end of the month.'],
    weak: ['Codes are subject to conditions.', 'I do not know about {code}.', 'Discounts may apply at checkout.'],
    followUps: ['It says expired.', 'Then give me another one.'],
    weakShare: 0.4
  },
  {
    topic: 'Cancellation',
    article: {
      title: 'Change or cancel an order',
      path: '/help/cancel',
      excerpt: 'An order can be changed or cancelled until it is packed, usually for two hours.'
    },
    questions: [
      'Cancel order {order} please',
      'I ordered the wrong size, can I change {order}?',
      'How do I change the delivery address of {order}?',
      'stop my order {order}!!'
    ],
    good: [
      'I have cancelled {order}. You get the money back within 5 working days.',
      'The address of {order} can be changed until it is packed. Please do it in your account under Orders.'
    ],
    weak: ['Orders cannot be changed.', 'Please wait until it arrives and return it then.'],
    followUps: ['But I ordered five minutes ago.', 'Please confirm by e-mail to {email}.'],
    weakShare: 0.25
  },
  {
    topic: 'Damaged item',
    article: {
      title: 'Something arrived broken',
      path: '/help/damaged',
      excerpt: 'Send us a photo within 14 days. We replace broken items at once and pay for the return.'
    },
    questions: [
      'The {product} arrived broken',
      'My parcel {order} was open and something is missing',
      'tent pole snapped on day one',
      'You sent the wrong item ({sku})'
    ],
    good: ['I am sorry about that. Please send a photo to this chat; we replace it at once and pay for the return.'],
    weak: ['Please contact the carrier.', 'I am sorry to hear that.'],
    followUps: ['I sent the photo already.', 'I need it before Friday.'],
    weakShare: 0.3
  },
  {
    topic: 'Availability',
    article: {
      title: 'Stock and pre-orders',
      path: '/help/stock',
      excerpt: 'You can be told by e-mail when an item is back. Most items return within four weeks.'
    },
    questions: [
      'When is the {product} back in stock?',
      'Is {sku} available in blue?',
      'Do you have the {product} in the shop in {city}?'
    ],
    good: ['The {product} is expected back in {days} days. Shall I notify you at {email}?'],
    weak: ['Availability is shown on the product page.', 'I have no information about stock.'],
    followUps: ['And in red?', 'Can I reserve one?'],
    weakShare: 0.45
  },
  {
    topic: 'Product care',
    article: {
      title: 'Washing and waterproofing',
      path: '/help/care',
      excerpt: 'Wash jackets at 30 degrees without softener and renew the waterproofing after every third wash.'
    },
    questions: [
      'How do I wash the {product}?',
      'Can the {product} go in the dryer?',
      'waterproofing spray for {product}?'
    ],
    good: [
      'Wash it at 30 degrees, no softener, and renew the waterproofing after every third wash. The dryer is fine on low heat.'
    ],
    weak: ['See the label.'],
    followUps: ['Which detergent?', 'how often?'],
    weakShare: 0.12
  },
  {
    topic: 'Account',
    article: {
      title: 'Your account and your data',
      path: '/help/account',
      excerpt: 'You can change your address, e-mail and password in your account, and ask us to delete it.'
    },
    questions: [
      'I cannot log in with {email}',
      'Reset my password',
      'Please delete my account and all my data',
      'change my e-mail to {email}'
    ],
    good: ['I have sent a link to {email}. It is valid for one hour.'],
    weak: ['Please try again later.', 'I cannot help with accounts.'],
    followUps: ['I did not get any e-mail.', 'Still does not work: error 4031'],
    weakShare: 0.2
  },
  {
    topic: 'Gift cards',
    article: {
      title: 'Gift cards',
      path: '/help/gift-cards',
      excerpt: 'Gift cards are valid for three years and can be used in several parts.'
    },
    questions: [
      'How long is a gift card valid?',
      'Gift card {code} says invalid',
      'Can I pay part of {order} with a gift card?'
    ],
    good: ['Gift cards are valid for **three years** and can be used in several parts.'],
    weak: ['I have no information about gift cards.'],
    followUps: ['Can it be extended?'],
    weakShare: 0.5
  }
]

/** Short exchanges in other languages: question, good answer, weak answer, by language and the country it is likely from. */
export const ELSEWHERE: Readonly<
  Record<
    string,
    {
      readonly country: string
      readonly turns: readonly (readonly [topic: string, ask: string, good: string, weak: string])[]
    }
  >
> = {
  de: {
    country: 'DE',
    turns: [
      [
        'Returns',
        'Wie lange kann ich reduzierte Schuhe zurückgeben? Bestellung {order}',
        'Reduzierte Ware können Sie 14 Tage lang zurückgeben, ungetragen und mit Etikett.',
        'Dazu habe ich leider keine Informationen.'
      ],
      [
        'Shipping',
        'Liefern Sie auch nach Österreich? Was kosten die Versandkosten für {product}?',
        'Ja, die Lieferung nach Österreich dauert 3-5 Werktage und kostet {price}.',
        'Die Versandkosten sehen Sie an der Kasse.'
      ],
      [
        'Order status',
        'Wo bleibt meine Bestellung {order}? Die Sendungsverfolgungsnummer funktioniert nicht.',
        'Ihre Bestellung {order} ist gestern verschickt worden und kommt in {days} Tagen an.',
        'Bitte schauen Sie in Ihre E-Mails.'
      ]
    ]
  },
  fr: {
    country: 'FR',
    turns: [
      [
        'Refunds',
        'Où en est mon remboursement pour la commande {order} ?',
        'Le remboursement de {price} a été effectué hier ; comptez cinq jours ouvrés.',
        'Je ne peux pas consulter les paiements, désolé.'
      ],
      [
        'Sizing',
        'Est-ce que {product} taille petit ?',
        'Ce modèle taille normalement. Entre deux tailles, prenez la plus grande.',
        'Je n’ai pas d’information sur les tailles.'
      ]
    ]
  },
  es: {
    country: 'ES',
    turns: [
      [
        'Order status',
        '¿Dónde está mi pedido {order}? Hace {days} días que no se mueve.',
        'Su pedido {order} salió ayer del almacén y llegará mañana.',
        'No puedo ver el estado de su pedido ahora mismo.'
      ],
      [
        'Warranty',
        '¿Cuánto dura la garantía de la chaqueta {product}?',
        'La garantía es de dos años para material y costuras.',
        'Póngase en contacto con el fabricante.'
      ]
    ]
  },
  zh: {
    country: 'CN',
    turns: [
      [
        'Refunds',
        '你好，我想退款，订单号 {order}，什么时候能到账？',
        '您好，退款会在五个工作日内退回到原支付方式。',
        '抱歉，我暂时无法查询您的退款。'
      ],
      [
        'Order status',
        '我的订单 {order} 在哪里？已经等了 {days} 天了',
        '您的订单 {order} 已经发货，预计 {days} 天内送达。',
        '请查看您的电子邮件。'
      ]
    ]
  },
  ja: {
    country: 'JP',
    turns: [
      [
        'Account',
        'パスワードを忘れました。{email} でログインできません。',
        '{email} に再設定用のリンクをお送りしました。一時間有効です。',
        '申し訳ありませんが、お答えできません。'
      ],
      [
        'Shipping',
        '日本への配送は可能ですか？送料はいくらですか？',
        'はい、日本へは七営業日ほどでお届けします。送料は {price} です。',
        '送料はチェックアウト時に表示されます。'
      ]
    ]
  },
  ar: {
    country: 'AE',
    turns: [
      [
        'Shipping',
        'هل تشحنون إلى دبي؟ رقم الطلب {order}',
        'نعم، يستغرق الشحن من خمسة إلى سبعة أيام عمل.',
        'عذراً، لا أعرف ذلك.'
      ],
      ['Returns', 'كيف يمكنني إرجاع الحذاء؟', 'يمكنك الإرجاع خلال ثلاثين يوماً من الاستلام مجاناً.', 'يرجى قراءة الشروط.']
    ]
  },
  th: {
    country: 'TH',
    turns: [['Refunds', 'ฉันต้องการคืนเงินสำหรับคำสั่งซื้อ {order}', 'เราจะคืนเงินให้คุณภายในห้าวันทำการ', 'ขออภัย ฉันไม่มีข้อมูล']]
  }
}

export const CITIES = [
  'Toronto',
  'Vancouver',
  'Graz',
  'Lyon',
  'Sevilla',
  'Leeds',
  'Porto',
  'Oslo',
  'Gdańsk',
  'Malmö',
  'Zürich',
  'Boise'
] as const
export const FIRST_NAMES = [
  'Ann',
  'Ben',
  'Chloé',
  'Deniz',
  'Elena',
  'Farid',
  'Greta',
  'Hiro',
  'Inés',
  'Jonas',
  'Kim',
  'Lea',
  'Mateo',
  'Noor',
  'Olga',
  'Priya',
  'Quinn',
  'Rosa',
  'Søren',
  'Tomás',
  'Uma',
  'Viktor',
  'Wanda',
  'Yusuf',
  'Zoë'
] as const
export const LAST_NAMES = [
  'Archer',
  'Brandt',
  'Costa',
  'Duval',
  'Eriksen',
  'Fischer',
  'García',
  'Haddad',
  'Ito',
  'Jansen',
  'Kowalska',
  'Lindqvist',
  'Moreau',
  'Novák',
  'O’Neill',
  'Petrov',
  'Rossi',
  'Şahin',
  'Tanaka',
  'Weber'
] as const
export const TEAMMATES = ['Dana', 'Sam', 'Robin', 'Alex'] as const

/** Things customers add, some of them hostile to programs that display them carelessly. */
export const ASIDES = [
  'thanks 👍',
  'Thank you so much! 🙏',
  'This is ridiculous.',
  'Please answer quickly, I leave on Friday.',
  'Here is the link I used: https://northwind.example/p/{sku}?ref=mail&utm_source=news',
  'My e-mail is {email}, phone +49 170 5550{days}1.',
  'see screenshot <img src=x onerror="alert(1)"> attached',
  'I already wrote about this last week (ticket 48{days}1).',
  'ok',
  '???'
] as const
