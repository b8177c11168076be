/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-xml-tag.h"

/* What ends a name within a tag. */
static const guint8 name_ends[256] = {
  [0] = 1, ['\t'] = 1, ['\n'] = 1, ['\r'] = 1, [' '] = 1, ['='] = 1, ['>'] = 1, ['<'] = 1,
  ['/'] = 1, ['"'] = 1, ['\''] = 1,
};

static inline guint64
name_bit (BwSlice name)
{
  return G_GUINT64_CONSTANT (1)
         << ((name.length * 7 + (guint8) name.text[0] * 3 + (guint8) name.text[name.length - 1])
             & 63);
}

/* Returns: whether it was taken (there was room) */
static inline gboolean
add_attribute (BwXmlTag *self,
               BwSlice   name,
               BwSlice   value)
{
  guint64 bit = name_bit (name);

  if (self->names_seen & bit)
    for (guint i = 0; i < self->n_attributes; i++)
      if (bw_slice_equal (self->attributes[i].name, name))
        return TRUE;
  if (self->n_attributes == BW_XML_MAX_ATTRIBUTES)
    return FALSE;

  self->names_seen |= bit;
  self->attributes[self->n_attributes].name = name;
  self->attributes[self->n_attributes].value = value;
  self->n_attributes++;
  return TRUE;
}

static void
clear_attributes (BwXmlTag *self)
{
  self->n_attributes = 0;
  self->names_seen = 0;
}

BwSlice
bw_xml_tag_name (const char *s,
                 const char *end)
{
  BwSlice name = { s, 0 };

  while (s < end && !name_ends[(guint8) *s])
    s++;
  name.length = (gsize) (s - name.text);
  return name;
}

BwXmlTagEnd
bw_xml_tag_find_end (const char **s,
                     const char  *end,
                     char        *quote)
{
  const char *p = *s;

  while (p < end)
    {
      if (*quote != 0)
        {
          p = memchr (p, *quote, (gsize) (end - p));
          if (p == NULL)
            break;
          *quote = 0;
          p++;
          continue;
        }
      if (*p == '>' || *p == '<')
        {
          *s = p;
          return *p == '>' ? BW_XML_TAG_ENDED : BW_XML_TAG_BROKEN;
        }
      if (*p == '"' || *p == '\'')
        *quote = *p;
      p++;
    }
  *s = end;
  return BW_XML_TAG_OPEN;
}

const char *
bw_xml_tag_read (BwXmlTag   *self,
                 const char *text,
                 const char *end,
                 BwSlice    *name,
                 gboolean   *empty)
{
  const char *s = text + 1;

  clear_attributes (self);
  *name = bw_xml_tag_name (s, end);
  s += name->length;
  *empty = FALSE;

  while (s < end)
    {
      BwXmlAttribute a;
      const char *value_end;

      if (bw_xml_is_blank (*s))
        {
          s++;
          continue;
        }
      if (*s == '>')
        return s;
      if (*s == '/')
        {
          if (s + 1 == end || s[1] != '>')
            return NULL;
          *empty = TRUE;
          return s + 1;
        }

      a.name.text = s;
      while (s < end && !name_ends[(guint8) *s])
        s++;
      if (end - s < 2)
        return NULL;
      if (s == a.name.text || s[0] != '=' || (s[1] != '"' && s[1] != '\''))
        return NULL;
      a.name.length = (gsize) (s - a.name.text);
      a.value.text = s + 2;
      value_end = memchr (s + 2, s[1], (gsize) (end - s - 2));
      if (value_end == NULL)
        return NULL;
      a.value.length = (gsize) (value_end - a.value.text);
      if (!add_attribute (self, a.name, a.value))
        return NULL;
      s = value_end + 1;
      if (s < end && !bw_xml_is_blank (*s) && *s != '/' && *s != '>')
        return NULL;
    }
  return NULL;
}

/* Attributes between @s and @end in whatever shape: names with blanks in them, values without
 * quotes, names without a value. Returns: whether all of it made sense */
static gboolean
read_attributes (BwXmlTag   *self,
                 const char *s,
                 const char *end)
{
  gboolean broken = FALSE;

  while (TRUE)
    {
      BwSlice name, value;
      const char *stop;

      while (s < end && bw_xml_is_blank (*s))
        s++;
      if (s == end)
        break;

      for (stop = s; stop < end && *stop != '=' && *stop != '"' && *stop != '\''; stop++)
        ;
      name.text = s;
      name.length = (gsize) (stop - s);
      while (name.length > 0 && bw_xml_is_blank (name.text[name.length - 1]))
        name.length--;
      if (stop == end)
        {
          broken = TRUE;
          break;
        }
      if (*stop == '=')
        for (stop++; stop < end && bw_xml_is_blank (*stop); stop++)
          ;
      else
        broken = TRUE; /* a value that no = announces belongs to no name */
      if (stop < end && (*stop == '"' || *stop == '\''))
        {
          const char *close = memchr (stop + 1, *stop, (gsize) (end - stop - 1));

          value.text = stop + 1;
          value.length = (gsize) ((close != NULL ? close : end) - value.text);
          s = close != NULL ? close + 1 : end;
        }
      else
        {
          for (value.text = stop; stop < end && !bw_xml_is_blank (*stop); stop++)
            ;
          value.length = (gsize) (stop - value.text);
          s = stop;
        }

      if (name.length == 0 || !add_attribute (self, name, value))
        broken = TRUE;
    }

  return !broken;
}

gboolean
bw_xml_tag_read_patiently (BwXmlTag   *self,
                           const char *text,
                           const char *close,
                           BwSlice    *name,
                           gboolean   *empty)
{
  const char *s = text + 1;

  *empty = close[-1] == '/';
  if (*empty)
    close--;
  *name = bw_xml_tag_name (s, close);
  clear_attributes (self);
  return read_attributes (self, s + name->length, close);
}
