/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-line-protocol.h"

#include "import/bw-fields.h"

#define SNIFF_LINES 8

/* Text up to one of @stops that no backslash stands before. */
static BwSlice
take_word (const char **s,
           const char  *end,
           const char  *stops)
{
  const char *start = *s;

  while (*s < end && (**s == '\0' || strchr (stops, **s) == NULL))
    *s += **s == '\\' && *s + 1 < end ? 2 : 1;
  return (BwSlice) { start, (gsize) (*s - start) };
}

/* A field's value: a text in quotes, or anything else up to a comma or a blank. */
static gboolean
take_value (const char **s,
            const char  *end,
            BwSlice     *value)
{
  const char *start = *s;

  if (*s == end || **s != '"')
    {
      *value = take_word (s, end, ", ");
      return value->length > 0;
    }
  for ((*s)++; *s < end && **s != '"'; (*s)++)
    if (**s == '\\' && *s + 1 < end)
      (*s)++;
  if (*s == end)
    return FALSE;
  (*s)++;
  *value = (BwSlice) { start, (gsize) (*s - start) };
  return *s == end || **s == ',' || **s == ' ';
}

static gboolean
take_tags (BwLinePoint  *point,
           const char  **s,
           const char   *end)
{
  const char *start = *s;

  while (*s < end && **s == ',')
    {
      BwLinePair *tag = &point->tags[point->n_tags];

      (*s)++;
      if (point->n_tags == BW_LINE_MAX_PAIRS)
        return FALSE;
      tag->key = take_word (s, end, ",= ");
      if (tag->key.length == 0 || *s == end || **s != '=')
        return FALSE;
      (*s)++;
      tag->value = take_word (s, end, ", ");
      if (tag->value.length == 0)
        return FALSE;
      point->n_tags++;
    }
  point->tag_set = (BwSlice) { start, (gsize) (*s - start) };
  return TRUE;
}

static gboolean
take_fields (BwLinePoint  *point,
             const char  **s,
             const char   *end)
{
  while (TRUE)
    {
      BwLinePair *field = &point->fields[point->n_fields];

      if (point->n_fields == BW_LINE_MAX_PAIRS)
        return FALSE;
      field->key = take_word (s, end, ",= ");
      if (field->key.length == 0 || *s == end || **s != '=')
        return FALSE;
      (*s)++;
      if (!take_value (s, end, &field->value))
        return FALSE;
      point->n_fields++;
      if (*s == end || **s != ',')
        return TRUE;
      (*s)++;
    }
}

static void
skip_blanks (const char **s,
             const char  *end)
{
  while (*s < end && (**s == ' ' || **s == '\t'))
    (*s)++;
}

gboolean
bw_line_point_parse (BwLinePoint *point,
                     BwSlice      line)
{
  const char *s = line.text, *end = line.text + line.length;

  point->n_tags = point->n_fields = 0;
  skip_blanks (&s, end);
  while (end > s && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  if (s == end || *s == '#')
    return FALSE;

  point->measurement = take_word (&s, end, ", ");
  if (point->measurement.length == 0 || !take_tags (point, &s, end) || s == end)
    return FALSE;
  skip_blanks (&s, end);
  if (!take_fields (point, &s, end))
    return FALSE;
  skip_blanks (&s, end);
  point->time = (BwSlice) { s, (gsize) (end - s) };
  for (; s < end; s++)
    if (!g_ascii_isdigit (*s) && !(*s == '-' && s == point->time.text && point->time.length > 1))
      return FALSE;
  return TRUE;
}

gboolean
bw_line_is_statement (BwSlice line)
{
  return bw_slice_has_prefix (line, "CREATE DATABASE ")
         || bw_slice_has_prefix (line, "CREATE RETENTION POLICY ");
}

gboolean
bw_line_number (BwSlice  value,
                double  *number)
{
  if (value.length > 1
      && (value.text[value.length - 1] == 'i' || value.text[value.length - 1] == 'u'))
    value.length--;
  return memchr (value.text, ',', value.length) == NULL && bw_fields_number (value, number);
}

char *
bw_line_unescape (BwSlice text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (gsize i = 0; i < text.length; i++)
    {
      if (text.text[i] == '\\' && i + 1 < text.length && text.text[i + 1] != '\0'
          && strchr (", =", text.text[i + 1]) != NULL)
        i++;
      g_string_append_c (out, text.text[i]);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Whether a field's value is one that the protocol knows: a number, a text, true or false. */
static gboolean
is_value (BwSlice value)
{
  static const char *const words[]
      = { "t", "T", "true", "True", "TRUE", "f", "F", "false", "False", "FALSE", NULL };
  double number;

  if (value.text[0] == '"' || bw_line_number (value, &number))
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (bw_slice_equal (value, (BwSlice) { words[i], strlen (words[i]) }))
      return TRUE;
  return FALSE;
}

static gboolean
is_point (BwSlice line)
{
  BwLinePoint point;

  if (memchr (line.text, 0, line.length) != NULL || !bw_line_point_parse (&point, line))
    return FALSE;
  for (guint i = 0; i < point.n_fields; i++)
    if (!is_value (point.fields[i].value))
      return FALSE;
  return TRUE;
}

gboolean
bw_line_protocol_sniff (const char *text,
                        gsize       length)
{
  const char *s = text, *end = text + length;
  guint n = 0, n_bad = 0;

  if (length >= 3 && memcmp (s, "\xef\xbb\xbf", 3) == 0)
    s += 3;
  while (s < end && n + n_bad < SNIFF_LINES)
    {
      const char *stop = memchr (s, '\n', (gsize) (end - s));
      BwSlice line = { s, (gsize) ((stop != NULL ? stop : end) - s) };

      while (line.length > 0 && g_ascii_isspace (line.text[line.length - 1]))
        line.length--;
      /* The last line may break off, in the file or in what is looked at. */
      if (line.length > 0 && line.text[0] != '#' && !bw_line_is_statement (line))
        {
          /* A slip or two the reader tells of and goes on. */
          if (is_point (line))
            n++;
          else if (n == 0)
            return FALSE;
          else if (stop != NULL)
            n_bad++;
        }
      if (stop == NULL)
        break;
      s = stop + 1;
    }
  return n > n_bad;
}
