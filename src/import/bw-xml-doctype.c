/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-xml-doctype.h"

#include "import/bw-xml-tag.h"

/* Whether @c, after all before it, shows that the root element has begun. */
static gboolean
meets_root (BwXmlDoctype *self,
            char          c)
{
  gboolean met = FALSE;

  if (c == '<' && self->line_start)
    self->match = 0;
  else if (self->match >= 0)
    {
      if ((gsize) self->match == self->root_length && self->root_length > 0)
        met = bw_xml_is_blank (c) || c == '>' || c == '/';
      if (!met)
        self->match = (gsize) self->match < self->root_length && c == self->root[self->match]
                      ? self->match + 1 : -1;
    }

  if (c == '\n')
    self->line_start = TRUE;
  else if (!bw_xml_is_blank (c))
    self->line_start = FALSE;
  return met;
}

void
bw_xml_doctype_begin (BwXmlDoctype *self)
{
  memset (self, 0, sizeof *self);
  self->match = -1;
}

BwXmlDoctypeEnd
bw_xml_doctype_skip (BwXmlDoctype  *self,
                     const char   **s,
                     const char    *end)
{
  const char *text = *s;

  for (; text < end; text++)
    {
      char c = *text;

      if (self->root_known && meets_root (self, c))
        {
          *s = text;
          return BW_XML_DOCTYPE_ROOT;
        }
      if (!self->root_known)
        {
          if (!bw_xml_is_blank (c) && c != '[' && c != '>' && self->root_length < BW_XML_MAX_ROOT)
            {
              self->root[self->root_length++] = c;
              continue;
            }
          if (self->root_length > 0 || !bw_xml_is_blank (c))
            self->root_known = TRUE;
          self->line_start = c == '\n';
          if (bw_xml_is_blank (c))
            continue;
        }

      self->last = self->last << 8 | (guint8) c;
      if (self->comment)
        {
          if ((self->last & 0xffffff) == 0x2d2d3e) /* --> */
            self->comment = FALSE;
          continue;
        }
      if (self->quote != 0)
        {
          if (c == self->quote)
            self->quote = 0;
          continue;
        }
      if (self->last == 0x3c212d2d) /* <!-- */
        {
          self->comment = TRUE;
          self->last = 0;
        }
      else if (c == '"' || c == '\'')
        self->quote = c;
      else if (c == '[')
        self->brackets++;
      else if (c == ']' && self->brackets > 0)
        self->brackets--;
      else if (c == '>' && self->brackets == 0)
        {
          *s = text + 1;
          return BW_XML_DOCTYPE_ENDED;
        }
    }
  *s = end;
  return BW_XML_DOCTYPE_OPEN;
}
