/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-xml-scanner.h"

/* The character a numeric reference stands for, 0 where it stands for none XML allows. */
static gunichar
read_reference (const char *s,
                const char *end)
{
  guint base = 10;
  gunichar c = 0;

  if (s < end && (*s == 'x' || *s == 'X'))
    {
      base = 16;
      s++;
    }
  if (s == end || end - s > 8)
    return 0;
  for (; s < end; s++)
    {
      int digit = g_ascii_xdigit_value (*s);

      if (digit < 0 || (guint) digit >= base)
        return 0;
      c = c * base + (guint) digit;
    }
  if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
    return 0;
  return g_unichar_validate (c) ? c : 0;
}

void
bw_xml_decode (BwSlice  value,
               GString *out)
{
  static const struct
  {
    const char *name;
    char character;
  } predefined[] = {
    { "lt", '<' }, { "gt", '>' }, { "amp", '&' }, { "quot", '"' }, { "apos", '\'' },
  };
  const char *s = value.text, *end = value.text + value.length;

  while (s < end)
    {
      const char *and = memchr (s, '&', (gsize) (end - s));
      const char *stop;

      g_string_append_len (out, s, (and != NULL ? and : end) - s);
      if (and == NULL)
        return;

      s = and + 1;
      stop = memchr (s, ';', (gsize) MIN (end - s, 12));
      if (stop == NULL)
        {
          g_string_append_c (out, '&');
          continue;
        }
      if (*s == '#')
        {
          gunichar c = read_reference (s + 1, stop);

          if (c != 0)
            g_string_append_unichar (out, c);
          s = stop + 1;
          continue;
        }
      for (guint i = 0; i <= G_N_ELEMENTS (predefined); i++)
        {
          if (i == G_N_ELEMENTS (predefined))
            g_string_append_c (out, '&');
          else if (strlen (predefined[i].name) == (gsize) (stop - s)
                   && memcmp (predefined[i].name, s, (gsize) (stop - s)) == 0)
            {
              g_string_append_c (out, predefined[i].character);
              s = stop + 1;
              break;
            }
        }
    }
}
