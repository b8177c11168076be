/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-xml-scanner.h"

#include "base/bw-error.h"
#include "import/bw-xml-doctype.h"
#include "import/bw-xml-flaws.h"
#include "import/bw-xml-tag.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME 48 /* bytes of an open element's name that are remembered */

typedef enum {
  STATE_TEXT,
  STATE_TAG,         /* within a tag that began in an earlier push: `carry` holds it */
  STATE_DECLARATION, /* after <!, undecided */
  STATE_SKIP,        /* to the next > */
  STATE_COMMENT,     /* to --> */
  STATE_CDATA,       /* to ]]> */
  STATE_INSTRUCTION, /* to ?> */
  STATE_DOCTYPE,
} State;

typedef struct
{
  gsize length; /* of the whole name */
  char name[MAX_NAME];
} Open;

struct _BwXmlScanner
{
  const BwXmlHandlers *handlers;
  gpointer user_data;

  State state;
  GString *carry;      /* the beginning of a tag, with its < */
  char quote;          /* within the carried tag */
  char declaration[8];
  gsize declaration_length;
  guint32 last;        /* the last bytes, in comments and their like */
  BwXmlDoctype doctype;

  char tail[4];        /* the beginning of a character cut by the end of a push */
  gsize tail_length;

  gint64 line;         /* at line_at */
  const char *line_at; /* within the text at hand */
  const char *tag;     /* being handled; NULL where it is carried */
  gboolean in_handler;
  gint64 carry_line;

  Open open[BW_XML_MAX_DEPTH];
  guint depth;
  gboolean whole;      /* the first element was closed */

  BwXmlTag attributes; /* of the tag at hand */

  BwXmlFlaws flaws;
};

static gboolean scan (BwXmlScanner  *self,
                      const char    *text,
                      const char    *end,
                      GError       **error);

/* What may follow < for it to begin a tag. */
static inline gboolean
begins_name (char c)
{
  return g_ascii_isalpha (c) || c == '_' || c == ':' || (guint8) c >= 0x80;
}

static gint64
line_of (BwXmlScanner *self,
         const char   *at)
{
  if (at > self->line_at)
    {
      self->line += bw_text_count_lines (self->line_at, at);
      self->line_at = at;
    }
  return self->line;
}

static void
note_broken (BwXmlScanner *self,
             gint64        line)
{
  if (self->flaws.broken++ == 0)
    self->flaws.broken_line = line;
}

/* Elements */

static inline gboolean
open_is (const Open *open,
         BwSlice     name)
{
  return open->length == name.length
         && memcmp (open->name, name.text, MIN (name.length, MAX_NAME)) == 0;
}

static gboolean
start_element (BwXmlScanner  *self,
               BwSlice        name,
               gboolean       empty,
               GError       **error)
{
  if (!self->handlers->start_element (self->user_data, name, self->attributes.attributes,
                                      self->attributes.n_attributes, error))
    return FALSE;
  if (empty)
    {
      if (self->depth == 0)
        self->whole = TRUE;
      return self->handlers->end_element (self->user_data, name, error);
    }

  if (self->depth == BW_XML_MAX_DEPTH)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_HOSTILE,
                   _("Line %lld: elements are nested more deeply than in any health export"),
                   (long long) bw_xml_scanner_get_line (self));
      return FALSE;
    }
  self->open[self->depth].length = name.length;
  memcpy (self->open[self->depth].name, name.text, MIN (name.length, MAX_NAME));
  self->depth++;
  return TRUE;
}

static gboolean
end_element (BwXmlScanner  *self,
             BwSlice        name,
             GError       **error)
{
  guint depth = self->depth;

  while (depth > 0 && !open_is (&self->open[depth - 1], name))
    depth--;
  if (depth == 0)
    {
      note_broken (self, bw_xml_scanner_get_line (self));
      return TRUE;
    }

  /* What was not closed within it ends with it. */
  while (self->depth >= depth)
    {
      Open *open = &self->open[--self->depth];
      BwSlice ending = { open->name, MIN (open->length, MAX_NAME) };

      if (self->depth >= depth)
        note_broken (self, bw_xml_scanner_get_line (self));
      if (!self->handlers->end_element (self->user_data, ending, error))
        return FALSE;
    }
  if (self->depth == 0)
    self->whole = TRUE;
  return TRUE;
}

/* A tag of any shape from its < to its >. */
static gboolean
handle_tag (BwXmlScanner  *self,
            const char    *tag,
            const char    *close,
            GError       **error)
{
  BwSlice name;
  gboolean ok;

  self->in_handler = TRUE;
  if (tag[1] == '/')
    ok = end_element (self, bw_xml_tag_name (tag + 2, close), error);
  else
    {
      gboolean empty;

      if (!bw_xml_tag_read_patiently (&self->attributes, tag, close, &name, &empty))
        note_broken (self, bw_xml_scanner_get_line (self));
      ok = start_element (self, name, empty, error);
    }
  self->in_handler = FALSE;
  return ok;
}

/* A tag that cannot be one: its < counts as text. @text is what follows the tag's <, up to @end.
 * Returns: where to go on */
static const char *
give_up_tag (BwXmlScanner *self,
             const char   *text,
             const char   *end,
             gint64        line)
{
  const char *next = memchr (text, '<', (gsize) (end - text));

  note_broken (self, line);
  return next != NULL ? next : end;
}

/* A tag that begins at @tag within the text at hand. Returns: where to go on; NULL with @error */
static const char *
scan_tag (BwXmlScanner  *self,
          const char    *tag,
          const char    *end,
          GError       **error)
{
  const char *limit = end - tag > BW_XML_MAX_TAG ? tag + BW_XML_MAX_TAG : end;
  const char *close;
  BwXmlTagEnd tag_end;
  char quote = 0;

  self->tag = tag;
  if (tag[1] != '/')
    {
      BwSlice name;
      gboolean empty;

      close = bw_xml_tag_read (&self->attributes, tag, limit, &name, &empty);
      if (close != NULL)
        {
          gboolean ok;

          self->in_handler = TRUE;
          ok = start_element (self, name, empty, error);
          self->in_handler = FALSE;
          return ok ? close + 1 : NULL;
        }
    }

  close = tag + 1;
  tag_end = bw_xml_tag_find_end (&close, limit, &quote);
  if (tag_end == BW_XML_TAG_ENDED)
    return handle_tag (self, tag, close, error) ? close + 1 : NULL;
  if (tag_end == BW_XML_TAG_BROKEN)
    {
      note_broken (self, line_of (self, tag));
      return close;
    }
  if (limit - tag == BW_XML_MAX_TAG)
    return give_up_tag (self, tag + 1, end, line_of (self, tag));

  g_string_truncate (self->carry, 0);
  g_string_append_len (self->carry, tag, end - tag);
  self->carry_line = line_of (self, tag);
  self->quote = quote;
  self->state = STATE_TAG;
  return end;
}

/* Goes on with a carried tag. Returns: where to go on; NULL with @error */
static const char *
scan_carried_tag (BwXmlScanner  *self,
                  const char    *text,
                  const char    *end,
                  GError       **error)
{
  gsize room = BW_XML_MAX_TAG - self->carry->len;
  const char *limit = (gsize) (end - text) > room ? text + room : end;
  const char *s = text;
  BwXmlTagEnd tag_end;

  /* What follows the < decides what it begins. */
  if (self->carry->len == 1)
    {
      if (*s == '!' || *s == '?')
        {
          self->state = *s == '!' ? STATE_DECLARATION : STATE_INSTRUCTION;
          self->declaration_length = 0;
          self->last = 0;
          return s + 1;
        }
      if (*s != '/' && !begins_name (*s))
        {
          note_broken (self, self->carry_line);
          self->state = STATE_TEXT;
          return s;
        }
    }

  tag_end = bw_xml_tag_find_end (&s, limit, &self->quote);
  g_string_append_len (self->carry, text, s - text);
  if (tag_end == BW_XML_TAG_ENDED)
    {
      g_string_append_c (self->carry, '>');
      self->state = STATE_TEXT;
      self->tag = NULL;
      return handle_tag (self, self->carry->str, self->carry->str + self->carry->len - 1, error)
             ? s + 1 : NULL;
    }
  if (tag_end == BW_XML_TAG_BROKEN)
    {
      note_broken (self, self->carry_line);
      self->state = STATE_TEXT;
      return s;
    }
  if (self->carry->len == BW_XML_MAX_TAG)
    {
      /* What was carried is read again without its first <; it is too short to come here again. */
      g_autoptr (GString) again = g_steal_pointer (&self->carry);
      const char *again_end = again->str + again->len;
      const char *next;
      gboolean ok = TRUE;

      self->carry = g_string_new (NULL);
      self->state = STATE_TEXT;
      self->line = self->carry_line;
      next = give_up_tag (self, again->str + 1, again_end, self->carry_line);
      self->line_at = again->str;
      line_of (self, next);
      ok = scan (self, next, again_end, error);
      self->line_at = s;
      return ok ? s : NULL;
    }
  return s;
}

/* Markup that is passed over */

/* To the end of a comment, CDATA section or instruction, whose last bytes are @closing. */
static const char *
skip_to (BwXmlScanner *self,
         const char   *text,
         const char   *end,
         guint32       closing,
         guint32       mask)
{
  while (text < end)
    {
      const char *next = memchr (text, '>', (gsize) (end - text));
      const char *stop = next != NULL ? next + 1 : end;

      for (const char *s = stop - MIN (stop - text, 4); s < stop; s++)
        self->last = self->last << 8 | (guint8) *s;
      text = stop;
      if (next != NULL && (self->last & mask) == closing)
        {
          self->state = STATE_TEXT;
          return text;
        }
    }
  return end;
}

static const char *
scan_declaration (BwXmlScanner *self,
                  const char   *text,
                  const char   *end)
{
  static const struct
  {
    const char *opening;
    State state;
  } kinds[] = {
    { "--", STATE_COMMENT },
    { "[CDATA[", STATE_CDATA },
    { "DOCTYPE", STATE_DOCTYPE },
  };

  while (text < end)
    {
      gsize n = self->declaration_length + 1;
      gboolean possible = FALSE;

      self->declaration[n - 1] = *text;
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        if (strncmp (kinds[i].opening, self->declaration, n) == 0)
          {
            possible = TRUE;
            if (kinds[i].opening[n] == 0)
              {
                self->state = kinds[i].state;
                self->last = 0;
                bw_xml_doctype_begin (&self->doctype);
                return text + 1;
              }
          }
      if (!possible)
        {
          self->state = STATE_SKIP;
          return text;
        }
      self->declaration_length = n;
      text++;
    }
  return end;
}

static const char *
scan_doctype (BwXmlScanner *self,
              const char   *text,
              const char   *end)
{
  switch (bw_xml_doctype_skip (&self->doctype, &text, end))
    {
    case BW_XML_DOCTYPE_ENDED:
      self->state = STATE_TEXT;
      break;
    case BW_XML_DOCTYPE_ROOT:
      g_string_assign (self->carry, "<");
      g_string_append_len (self->carry, self->doctype.root, (gssize) self->doctype.root_length);
      self->carry_line = line_of (self, text);
      self->quote = 0;
      self->state = STATE_TAG;
      break;
    case BW_XML_DOCTYPE_OPEN:
    default:
      break;
    }
  return text;
}

/* @text is free of flaws. */
static gboolean
scan (BwXmlScanner  *self,
      const char    *text,
      const char    *end,
      GError       **error)
{
  self->line_at = text;
  while (text < end)
    switch (self->state)
      {
      case STATE_TEXT:
        text = memchr (text, '<', (gsize) (end - text));
        if (text == NULL)
          {
            text = end;
            break;
          }
        if (end - text > 1 && (text[1] == '/' || begins_name (text[1])))
          {
            text = scan_tag (self, text, end, error);
            if (text == NULL)
              return FALSE;
            break;
          }
        g_string_assign (self->carry, "<");
        self->carry_line = line_of (self, text);
        self->quote = 0;
        self->state = STATE_TAG;
        text++;
        break;

      case STATE_TAG:
        text = scan_carried_tag (self, text, end, error);
        if (text == NULL)
          return FALSE;
        break;

      case STATE_DECLARATION:
        text = scan_declaration (self, text, end);
        break;
      case STATE_SKIP:
        text = skip_to (self, text, end, '>', 0xff);
        break;
      case STATE_COMMENT:
        text = skip_to (self, text, end, 0x2d2d3e, 0xffffff); /* --> */
        break;
      case STATE_CDATA:
        text = skip_to (self, text, end, 0x5d5d3e, 0xffffff); /* ]]> */
        break;
      case STATE_INSTRUCTION:
        text = skip_to (self, text, end, 0x3f3e, 0xffff); /* ?> */
        break;
      case STATE_DOCTYPE:
        text = scan_doctype (self, text, end);
        break;

      default:
        g_assert_not_reached ();
      }

  line_of (self, end);
  return TRUE;
}

/* Flaws of the text itself */

static gboolean
scan_replacement (BwXmlScanner  *self,
                  GError       **error)
{
  static const char replacement[] = "\xef\xbf\xbd";

  if (self->flaws.invalid++ == 0)
    self->flaws.invalid_line = self->line;
  return scan (self, replacement, replacement + 3, error);
}

static gboolean
scan_flawed (BwXmlScanner  *self,
             const char    *text,
             const char    *end,
             GError       **error)
{
  while (text < end)
    {
      BwTextFlaw flaw;
      const char *at = bw_text_find_flaw (text, end, &flaw);

      if (at > text && !scan (self, text, at, error))
        return FALSE;
      text = at;
      switch (flaw)
        {
        case BW_TEXT_CLEAN:
          break;
        case BW_TEXT_CONTROL:
          if (self->flaws.control++ == 0)
            self->flaws.control_line = self->line;
          text++;
          break;
        case BW_TEXT_INVALID:
          if (!scan_replacement (self, error))
            return FALSE;
          text++;
          break;
        case BW_TEXT_CUT:
          self->tail_length = (gsize) (end - text);
          memcpy (self->tail, text, self->tail_length);
          return TRUE;
        default:
          g_assert_not_reached ();
        }
    }
  return TRUE;
}

/* Completes the character that the last push cut, byte by byte, from *@text. */
static gboolean
scan_tail (BwXmlScanner  *self,
           const char   **text,
           const char    *end,
           GError       **error)
{
  while (self->tail_length > 0)
    {
      int length = bw_text_character (self->tail, self->tail + self->tail_length);
      gsize used = 1;

      if (length < 0)
        {
          if (*text == end)
            return TRUE;
          self->tail[self->tail_length++] = *(*text)++;
          continue;
        }
      if (length == 0 && !scan_replacement (self, error))
        return FALSE;
      if (length > 0)
        {
          char character[4];

          used = (gsize) length;
          memcpy (character, self->tail, used);
          if (!scan_flawed (self, character, character + used, error))
            return FALSE;
        }
      self->tail_length -= used;
      memmove (self->tail, self->tail + used, self->tail_length);
    }
  return TRUE;
}

/* Public */

BwXmlScanner *
bw_xml_scanner_new (const BwXmlHandlers *handlers,
                    gpointer             user_data)
{
  BwXmlScanner *self = g_new0 (BwXmlScanner, 1);

  self->handlers = handlers;
  self->user_data = user_data;
  self->carry = g_string_new (NULL);
  self->line = 1;
  return self;
}

void
bw_xml_scanner_free (BwXmlScanner *self)
{
  if (self == NULL)
    return;

  g_string_free (self->carry, TRUE);
  g_free (self);
}

gboolean
bw_xml_scanner_push (BwXmlScanner  *self,
                     const char    *text,
                     gsize          length,
                     GError       **error)
{
  const char *end = text + length;

  g_return_val_if_fail (self != NULL, FALSE);

  return scan_tail (self, &text, end, error) && scan_flawed (self, text, end, error);
}

gboolean
bw_xml_scanner_finish (BwXmlScanner *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->tail_length > 0 && self->flaws.invalid == 0)
    self->flaws.invalid_line = self->line;
  self->flaws.invalid += self->tail_length;
  self->tail_length = 0;
  return self->whole;
}

gint64
bw_xml_scanner_get_line (BwXmlScanner *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (!self->in_handler)
    return self->line;
  return self->tag != NULL ? line_of (self, self->tag) : self->carry_line;
}

const BwXmlFlaws *
bw_xml_scanner_get_flaws (BwXmlScanner *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->flaws;
}
