// Names that exports give to their columns, in six languages, and what they mean. Names are compared without case, accents,
// spaces and punctuation: "Conversation ID", "conversation_id" and "conversationId" are one.
import type { MappingTarget, RowShape } from '../../shared/import-plan'

/** What a column of this name holds, where it is the same in every kind of table, or by what a row is. */
export type ColumnMeaning = Readonly<Record<RowShape, MappingTarget>>

const same = (target: MappingTarget): ColumnMeaning => ({ message: target, pair: target, conversation: target })

const ID: ColumnMeaning = { message: 'message.id', pair: 'message.id', conversation: 'conversation.id' }
const TIME: ColumnMeaning = {
  message: 'message.sentAt',
  pair: 'message.sentAt',
  conversation: 'conversation.startedAt'
}
const TEXT: ColumnMeaning = { message: 'message.text', pair: 'ignore', conversation: 'conversation.transcript' }
const RATING: ColumnMeaning = {
  message: 'message.feedback',
  pair: 'message.feedback',
  conversation: 'conversation.feedback'
}
const COMMENT: ColumnMeaning = {
  message: 'message.feedbackComment',
  pair: 'message.feedbackComment',
  conversation: 'conversation.feedbackComment'
}
const SCORE: ColumnMeaning = {
  message: 'message.confidence',
  pair: 'message.confidence',
  conversation: 'conversation.confidence'
}
const SPEAKER: ColumnMeaning = { message: 'message.role', pair: 'ignore', conversation: 'ignore' }
const WRITER: ColumnMeaning = { message: 'message.author', pair: 'ignore', conversation: 'ignore' }
/** Known, and no question of its values: tags of a platform are kept in the raw record, and tags of the app are people's own. */
export const NOTHING_OF_OURS: ColumnMeaning = same('ignore')
const PERSON: ColumnMeaning = { message: 'customer.name', pair: 'customer.name', conversation: 'customer.name' }

/** Each line: a meaning and the names for it. English first, then German, French, Spanish, Portuguese, Italian, Dutch. */
const NAMES: readonly (readonly [ColumnMeaning, string])[] = [
  [ID, 'id, uuid, uid, key, nr, nummer, numero, row id, record id'],
  [
    same('message.id'),
    'message id, messageid, msg id, mid, part id, question id, answer id, entry id, chat message id, Nachrichten-ID, ' +
      'Nachrichtennummer, Nachricht ID, id du message, id mensaje, id del mensaje, id da mensagem, id mensagem, id messaggio, bericht id'
  ],
  [
    same('conversation.id'),
    'conversation id, conversationid, conversation, conversation uuid, conversation key, conv id, convo id, chat id, ' +
      'chatid, thread id, threadid, thread, session id, sessionid, session, session uid, session uuid, session key, ticket id, ' +
      'ticket number, ticket, dialog id, dialogue id, case id, interaction id, chat session id, chatlog id, transcript id, conversation ref, conv ref, conversation reference, ' +
      'Unterhaltung, Unterhaltungs-ID, Unterhaltung ID, Unterhaltungsnummer, Konversation, Konversations-ID, Konversation ID, ' +
      'Gespräch, Gesprächs-ID, Gespraechs-ID, Gespräch ID, Gesprächsnummer, Chat-Nr, Chatnummer, Sitzung, Sitzungs-ID, Sitzung ID, ' +
      'Vorgang, Vorgangsnummer, Ticketnummer, id conversation, id de conversation, identifiant de conversation, id de la conversation, ' +
      'conversación, id conversación, id de conversación, id de la conversación, sesión, id sesión, id de sesión, conversa, ' +
      'id da conversa, id conversa, sessão, id da sessão, conversazione, id conversazione, sessione, id sessione, gesprek, ' +
      'gesprek id, gespreks-id, gespreksnummer, sessie, sessie id'
  ],
  [
    same('message.role'),
    'role, message role, speaker, speaker type, sender type, sendertype, author type, message author type, author role, ' +
      'send by, sent by type, message by, participant type, direction, user type, Rolle, Nachrichtenrolle, Sprecher, rôle, rol, ' +
      'papel, função, ruolo'
  ],
  [
    SPEAKER,
    'sender, from, sent by, by, who, actor, participant, author, Absender, Von, Verfasser, Autor, gesendet von, Teilnehmer, ' +
      'expéditeur, auteur, de, remitente, emisor, autor, remetente, mittente, autore, da, afzender, van'
  ],
  [
    WRITER,
    'author name, message author name, sender name, from name, speaker name, agent name, operator, operator name, ' +
      'Name des Absenders, Absendername, Verfassername, nom de l’auteur, nombre del remitente, nome do remetente, nome mittente'
  ],
  [
    TEXT,
    'text, message, messages, content, body, message text, message body, message content, msg, entry, utterance, chat text, ' +
      'plain text, comment body, Nachricht, Nachrichtentext, Inhalt, Mitteilung, texte, contenu, texto, mensaje, ' +
      'contenido, mensagem, conteúdo, testo, messaggio, contenuto, tekst, bericht, inhoud'
  ],
  [
    same('pair.question'),
    'question, query, user query, prompt, user message, user question, user input, customer message, customer question, ' +
      'visitor message, user text, input, asked, request, standalone question, Frage, Kundenfrage, Nutzerfrage, Benutzerfrage, ' +
      'Anfrage, Eingabe, question du client, demande, requête, pregunta, consulta, pergunta, domanda, richiesta, vraag'
  ],
  [
    same('pair.answer'),
    'answer, response, reply, ai response, ai answer, bot message, bot response, bot answer, bot reply, assistant message, ' +
      'assistant response, agent response, agent answer, chatbot response, chatbot answer, openai response, completion, output, ' +
      'generated answer, Antwort, Bot-Antwort, KI-Antwort, Ausgabe, réponse, réponse du bot, respuesta, resposta, risposta, antwoord'
  ],
  // The one message of a conversation that such a table gives; its last one may be anybody's.
  [
    { message: 'ignore', pair: 'ignore', conversation: 'pair.question' },
    'first message, opening message, first user message, first customer message, initial message, erste Nachricht'
  ],
  [
    same('conversation.transcript'),
    'transcript, full transcript, conversation transcript, chat transcript, chat log, chatlog, chat history, history, dialog, ' +
      'dialogue, conversation text, conversation history, full conversation, all messages, messages json, Verlauf, ' +
      'Gesprächsverlauf, Gespraechsverlauf, Chatverlauf, Transkript, Protokoll, Gesprächsprotokoll, transcription, historique, ' +
      'transcripción, historial, transcrição, histórico, trascrizione, cronologia, transcriptie, gespreksverloop'
  ],
  [
    TIME,
    'time, date, timestamp, datetime, date time, created at, createdat, created, created date, createddate, created on, ' +
      'creation date, submitted at, logged at, occurred at, date created, ts, epoch, Datum, Zeit, Zeitpunkt, Uhrzeit, Zeitstempel, Datum/Uhrzeit, ' +
      'Datum und Uhrzeit, erstellt, erstellt am, Erstellungsdatum, horodatage, date et heure, heure, créé le, fecha, hora, ' +
      'fecha y hora, creado, creado el, data, data e hora, data/hora, criado em, data e ora, ora, creato il, tijd, tijdstip, ' +
      'datum en tijd, aangemaakt, aangemaakt op'
  ],
  [
    same('message.sentAt'),
    'sent at, sentat, sent, sent on, sent time, message created at, message date, message time, message timestamp, ' +
      'message sent at, received at, posted at, asked at, gesendet, gesendet am, Nachrichtenzeit, Nachricht gesendet, ' +
      'envoyé le, enviado, enviado el, enviado em, inviato, inviato il, verzonden, verzonden op'
  ],
  [
    same('conversation.startedAt'),
    'started at, startedat, started, start, start time, start date, conversation created at, conversation started at, ' +
      'conversation start, conversation date, chat started, session start, first message at, opened at, begonnen, begonnen am, ' +
      'Beginn, Startzeit, gestartet, gestartet am, Gesprächsbeginn, début, commencé le, inicio, iniciado, início, iniciado em, ' +
      'inizio, iniziato il, gestart, gestart op'
  ],
  [
    same('conversation.updatedAt'),
    'updated at, updatedat, updated, last updated, last activity, last activity at, last message at, last message time, ' +
      'last seen, ended at, endedat, ended, end time, end date, closed at, conversation closed at, conversation updated at, ' +
      'resolved at, finished at, geändert, geändert am, aktualisiert, aktualisiert am, letzte Aktivität, beendet, beendet am, Ende, ' +
      'Endzeit, mis à jour, dernière activité, fin, terminé le, actualizado, última actividad, atualizado, atualizado em, ' +
      'última atividade, fim, aggiornato, ultima attività, fine, bijgewerkt, laatste activiteit, beëindigd, einde'
  ],
  [
    same('conversation.title'),
    'title, subject, conversation title, conversation name, conversation subject, chat title, thread title, headline, Titel, ' +
      'Betreff, titre, sujet, objet, título, asunto, assunto, titolo, oggetto, onderwerp'
  ],
  [
    same('conversation.channel'),
    'channel, source, conversation source, conversation channel, channel type, medium, origin, integration, chat type, from source, ' +
      'inbox, Kanal, Quelle, Herkunft, canal, origine, fuente, origen, fonte, origem, canale, kanaal, bron'
  ],
  [
    same('conversation.status'),
    'status, state, conversation status, conversation state, chat status, resolution, resolution status, resolution state, ' +
      'ai resolution state, resolved, Zustand, Stand, Lösungsstatus, statut, état, estado, situação, stato, toestand'
  ],
  [
    same('conversation.sentiment'),
    'sentiment, conversation sentiment, mood, tone, Stimmung, Tonalität, humeur, sentimiento, sentimento, umore, stemming'
  ],
  [
    same('conversation.topic'),
    'topic, topics, category, intent, theme, subject area, conversation topic, conversation category, Thema, Themen, Kategorie, ' +
      'thème, catégorie, tema, categoría, categoria, assunto principal, argomento, thema gesprek, categorie'
  ],
  [
    same('conversation.language'),
    'language, lang, locale, last language, conversation language, Sprache, langue, idioma, língua, lingua, taal'
  ],
  [
    same('conversation.country'),
    'country, country code, countrycode, visitor country, customer country, user country, Land, Ländercode, pays, país, paese'
  ],
  [
    same('conversation.url'),
    'url, page, page url, conversation url, link, permalink, initial page url, start url, current url, referrer, referer, ' +
      'Seite, Seiten-URL, Adresse der Seite, lien, enlace, página, pagina, collegamento'
  ],
  [
    same('conversation.summary'),
    'summary, conversation summary, ai summary, chat summary, Zusammenfassung, résumé, resumen, resumo, riassunto, riepilogo, samenvatting'
  ],
  [
    NOTHING_OF_OURS,
    'tags, tag, labels, label, conversation tags, conversation labels, Schlagwörter, Schlagworte, Etiketten, Markierungen, étiquettes, ' +
      'mots clés, etiquetas, etichette, trefwoorden'
  ],
  [
    RATING,
    'rating, feedback, user feedback, userfeedback, feedback rating, thumb, thumbs, thumbs up, reaction, vote, helpful, ' +
      'was helpful, feedback score, feedbackscore, user rating, message rating, answer rating, Bewertung, Kundenbewertung, ' +
      'Rückmeldung, hilfreich, évaluation, avis, note client, valoración, calificación, avaliação, classificação, valutazione, beoordeling'
  ],
  [
    same('conversation.feedback'),
    'csat, csat rating, csat score, satisfaction, satisfaction rating, conversation rating, conversation feedback, chat rating, ' +
      'customer satisfaction, Zufriedenheit, Kundenzufriedenheit, satisfacción, satisfação, soddisfazione, tevredenheid'
  ],
  [
    COMMENT,
    'feedback comment, feedback text, feedback reason, rating comment, rating remark, comment, remark, feedback content, Kommentar, ' +
      'Anmerkung, Begründung, commentaire, comentario, comentário, commento, opmerking'
  ],
  [
    same('conversation.feedbackComment'),
    'csat comment, satisfaction comment, conversation rating remark, conversation feedback comment'
  ],
  [
    SCORE,
    'confidence, confidence score, score, answer confidence, ai confidence, certainty, probability, message score, Konfidenz, ' +
      'Zuverlässigkeit, Sicherheit, Vertrauen, Vertrauenswert, confiance, score de confiance, confianza, confiança, confidenza, betrouwbaarheid'
  ],
  [
    same('conversation.confidence'),
    'average confidence, averageconfidence, mean confidence, avg confidence, min confidence, lowest confidence, conversation confidence'
  ],
  [
    same('message.citations'),
    'citations, citation, sources, references, source documents, sourcedocuments, source urls, source url, retrieved documents, ' +
      'context documents, Quellen, Quellenangaben, Belege, Fundstellen, sources citées, références, fuentes, citas, referencias, ' +
      'fontes, citações, fonti, citazioni, bronnen'
  ],
  [
    same('customer.id'),
    'user id, userid, customer id, customerid, visitor id, visitorid, contact id, contactid, end user id, from end user id, ' +
      'message author id, message author user id, external user id, lead id, Kunden-ID, Kundennummer, Nutzer-ID, Benutzer-ID, Besucher-ID, Kontakt-ID, ' +
      'id client, identifiant client, numéro client, id cliente, id usuario, id do cliente, id utente, klant id, klantnummer, bezoeker id'
  ],
  [
    PERSON,
    'customer, customer name, user, user name, username, visitor, visitor name, contact, contact name, client, client name, name, ' +
      'full name, end user, lead name, Kunde, Kundenname, Nutzer, Benutzer, Benutzername, Besucher, Kontakt, nom, nom du client, ' +
      'utilisateur, visiteur, nombre, nombre del cliente, cliente, usuario, visitante, nome, nome do cliente, usuário, utente, ' +
      'nome cliente, naam, klant, klantnaam, gebruiker, bezoeker'
  ],
  [
    same('customer.email'),
    'email, e-mail, mail, email address, user email, useremail, customer email, visitor email, contact email, lead email, ' +
      'message author email, E-Mail-Adresse, Kunden-E-Mail, E-Mail des Kunden, courriel, adresse e-mail, correo, ' +
      'correo electrónico, e-mail do cliente, posta elettronica, e-mailadres'
  ],
  [
    same('customer.phone'),
    'phone, phone number, telephone, mobile, customer phone, user phone, user phone number, userphonenumber, contact phone, ' +
      'Telefon, Telefonnummer, Handynummer, Mobil, téléphone, teléfono, telefone, telefono, telefoon, telefoonnummer'
  ],
  [
    same('agent'),
    'agent, bot, chatbot, bot name, chatbot name, chatbot id, chatbotid, bot id, agent id, agentid, assistant, app name, assistant name, workspace, ' +
      'project, Assistent, Chatbot-Name, assistente, asistente'
  ]
]

/** A name as it is compared: letters and digits of any script, small, without accents. */
export function columnKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const BY_KEY = new Map<string, ColumnMeaning>()
for (const [meaning, names] of NAMES)
  for (const name of names.split(',')) {
    const key = columnKey(name)
    if (!BY_KEY.has(key)) BY_KEY.set(key, meaning)
  }

/**
 * What a column of this name means; null for a name nobody knows. Of a path (`data.user.email`) the whole counts, then its last
 * two steps, then its last.
 */
export function knownColumn(name: string): ColumnMeaning | null {
  const whole = BY_KEY.get(columnKey(name))
  if (whole || !name.includes('.')) return whole ?? null
  const steps = name.split('.')
  return BY_KEY.get(columnKey(steps.slice(-2).join(''))) ?? BY_KEY.get(columnKey(steps.at(-1) ?? '')) ?? null
}
