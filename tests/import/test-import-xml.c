/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "import/bw-xml-scanner.h"

#include "bw-test.h"

#include <string.h>

/* Writes all events, with their lines, into a text. */
typedef struct
{
  GString *log;
  BwXmlScanner *scanner;
} Log;

static gboolean
on_start (gpointer               user_data,
          BwSlice                name,
          const BwXmlAttribute  *attributes,
          guint                  n,
          GError               **error)
{
  Log *log = user_data;

  g_string_append_printf (log->log, "%" G_GINT64_FORMAT ":<%.*s",
                          bw_xml_scanner_get_line (log->scanner), (int) name.length, name.text);
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (log->log, " %.*s=[", (int) attributes[i].name.length,
                              attributes[i].name.text);
      g_string_append_len (log->log, attributes[i].value.text, (gssize) attributes[i].value.length);
      g_string_append_c (log->log, ']');
    }
  g_string_append (log->log, ">\n");
  return TRUE;
}

static gboolean
on_end (gpointer   user_data,
        BwSlice    name,
        GError   **error)
{
  Log *log = user_data;

  g_string_append_printf (log->log, "</%.*s>\n", (int) name.length, name.text);
  return TRUE;
}

static const BwXmlHandlers handlers = { on_start, on_end };

/* @chunk: bytes a push, 0 for all at once, negative for random sizes up to it. */
static char *
scan (const char *text,
      gsize       length,
      int         chunk)
{
  Log log = { g_string_new (NULL), NULL };
  g_autoptr (BwXmlScanner) scanner = bw_xml_scanner_new (&handlers, &log);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) chunk);
  g_autoptr (GError) error = NULL;
  const BwXmlFlaws *flaws;
  gboolean whole;

  log.scanner = scanner;
  for (gsize from = 0; from < length && error == NULL;)
    {
      gsize n = chunk > 0 ? (gsize) chunk
                          : chunk < 0 ? (gsize) g_rand_int_range (rand, 1, -chunk + 1) : length;
      g_autofree char *piece = NULL;

      /* A copy of its own, so that reading past its end is found. */
      n = MIN (n, length - from);
      piece = g_memdup2 (text + from, n);
      bw_xml_scanner_push (scanner, piece, n, &error);
      from += n;
    }
  if (error != NULL)
    g_string_append_printf (log.log, "error %s\n", error->message);
  whole = bw_xml_scanner_finish (scanner);
  flaws = bw_xml_scanner_get_flaws (scanner);
  g_string_append_printf (log.log,
                          "%s line %" G_GINT64_FORMAT " control %" G_GUINT64_FORMAT "@%"
                          G_GINT64_FORMAT " invalid %" G_GUINT64_FORMAT "@%" G_GINT64_FORMAT
                          " broken %" G_GUINT64_FORMAT "@%" G_GINT64_FORMAT,
                          whole ? "whole" : "cut", bw_xml_scanner_get_line (scanner),
                          flaws->control, flaws->control_line, flaws->invalid,
                          flaws->invalid_line, flaws->broken, flaws->broken_line);
  return g_string_free (log.log, FALSE);
}

static void
expect (const char *text,
        const char *events)
{
  static const int chunks[] = { 0, 1, 2, 3, 5, 7, 16, 17, 61, -40 };

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autofree char *got = scan (text, strlen (text), chunks[i]);

      g_assert_cmpstr (got, ==, events);
    }
}

static void
test_plain (void)
{
  expect ("<?xml version='1.0'?>\n<a x=\"1\" y='2 > 1'>text<b/>\n<c z = \"3\" ></c></a>\n",
          "2:<a x=[1] y=[2 > 1]>\n2:<b>\n</b>\n3:<c z=[3]>\n</c>\n</a>\n"
          "whole line 4 control 0@0 invalid 0@0 broken 0@0");
  expect ("", "cut line 1 control 0@0 invalid 0@0 broken 0@0");
  expect ("<a>", "1:<a>\ncut line 1 control 0@0 invalid 0@0 broken 0@0");
  expect ("<a/>", "1:<a>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 0@0");
  expect ("<a><!-- <b> -- > --><![CDATA[<b/>]]><?p <b/> ?><c/></a>",
          "1:<a>\n1:<c>\n</c>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 0@0");
  expect ("<a><!----><!-- - --></a>",
          "1:<a>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 0@0");
  expect ("<a><![CDATA[]]]]><b/></a>",
          "1:<a>\n1:<b>\n</b>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 0@0");
}

static void
test_attributes (void)
{
  expect ("<a x='1' x='2' y='3'/>",
          "1:<a x=[1] y=[3]>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 0@0");
  expect ("<a odd name='1' y=2 z/>",
          "1:<a odd name=[1] y=[2]>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 1@1");
  expect ("<a x=\"<&lt;>\"/>",
          "1:<a x=[<&lt;>]>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 0@0");
  expect ("<a x='1'y='2'/>",
          "1:<a x=[1] y=[2]>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 0@0");
  expect ("<a\n  x='1'\n  y='2'\n/>\n<b/>",
          "1:<a x=[1] y=[2]>\n</a>\n5:<b>\n</b>\nwhole line 5 control 0@0 invalid 0@0 broken 0@0");
}

static void
test_broken (void)
{
  expect ("<a>1 < 2 <3><b <c/></a>",
          "1:<a>\n1:<c>\n</c>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 3@1");
  expect ("<a><b><c></a><d/>",
          "1:<a>\n1:<b>\n1:<c>\n</c>\n</b>\n</a>\n1:<d>\n</d>\n"
          "whole line 1 control 0@0 invalid 0@0 broken 2@1");
  expect ("<a></b></a>", "1:<a>\n</a>\nwhole line 1 control 0@0 invalid 0@0 broken 1@1");
  expect ("<a>\x0b<b x='\x01y\xff\xc3\xa4\xe2\x82'/>\n</a>",
          "1:<a>\n1:<b x=[y\xef\xbf\xbd\xc3\xa4\xef\xbf\xbd\xef\xbf\xbd]>\n</b>\n</a>\n"
          "whole line 2 control 2@1 invalid 3@1 broken 0@0");
  expect ("<a/>\n\xe2\x82",
          "1:<a>\n</a>\nwhole line 2 control 0@0 invalid 2@2 broken 0@0");
}

static void
test_doctype (void)
{
  expect ("<!DOCTYPE r [\n<!-- it's > ]> -->\n<!ENTITY e \"]><x/>\">\n<!ELEMENT r (a|b)*>\n]>\n"
          "<r e='&e;'/>",
          "6:<r e=[&e;]>\n</r>\nwhole line 6 control 0@0 invalid 0@0 broken 0@0");
  expect ("<!DOCTYPE r SYSTEM \"x>y\"><r/>",
          "1:<r>\n</r>\nwhole line 1 control 0@0 invalid 0@0 broken 0@0");
  /* Quotes and brackets that never close: the root's line ends it. */
  expect ("<!DOCTYPE root [\n<!ATTLIST root x CDATA \"\n<!ELEMENT [[[ \n<roots>\n <root>\n<b/>"
          "</root>",
          "5:<root>\n6:<b>\n</b>\n</root>\nwhole line 6 control 0@0 invalid 0@0 broken 0@0");
  expect ("<!DOCTYPE r [\n]]><r/>", "2:<r>\n</r>\nwhole line 2 control 0@0 invalid 0@0 broken 0@0");
}

/* The DTDs of real exports, the invalid one too. */
static void
test_real_doctype (void)
{
  static const char *const names[] = { "data/apple/dtd-v08.txt", "data/apple/dtd-v12-broken.xml",
                                       "data/apple/hrv-record.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = bw_test_shared (names[i]);
      g_autofree char *text = NULL, *all = NULL;
      gsize length;

      if (path == NULL)
        return;
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      all = g_strconcat (text, "<end/>", NULL);
      for (int chunk = 0; chunk < 70; chunk++)
        {
          g_autofree char *whole = scan (all, strlen (all), 0);
          g_autofree char *parts = scan (all, strlen (all), chunk);

          g_assert_cmpstr (parts, ==, whole);
          g_assert_nonnull (strstr (whole, "broken 0@0"));
          if (i == 1)
            g_assert_nonnull (strstr (whole, "25.5526"));
        }
    }
}

/* A quote that is never closed costs its own tag, however far it reaches. */
static void
test_long_tags (void)
{
  static const int chunks[] = { 0, 4096, 65536, 1000, BW_XML_MAX_TAG, BW_XML_MAX_TAG + 1 };
  g_autoptr (GString) text = g_string_new ("<a>\n<b x=\"1>\n");
  g_autofree char *all = NULL;

  while (text->len < 3 * BW_XML_MAX_TAG / 2)
    g_string_append (text, "<c y=\"2\"/>\n");
  g_string_append (text, "</a>\n");
  all = scan (text->str, text->len, 0);
  g_assert_true (g_str_has_prefix (all, "1:<a>\n3:<c y=[2]>\n</c>\n4:<c"));
  g_assert_nonnull (strstr (all, "</a>\nwhole"));
  g_assert_true (g_str_has_suffix (all, "broken 1@2"));
  for (guint i = 1; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autofree char *parts = scan (text->str, text->len, chunks[i]);

      g_assert_cmpstr (parts, ==, all);
    }

  /* The longest that is taken, and one byte more. */
  for (int more = 0; more < 2; more++)
    {
      g_autoptr (GString) tag = g_string_new ("<a x='");

      while (tag->len < BW_XML_MAX_TAG - 3 + (gsize) more)
        g_string_append_c (tag, 'v');
      g_string_append (tag, "'/>");
      for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
        {
          g_autofree char *events = scan (tag->str, tag->len, chunks[i]);

          g_assert_true (g_str_has_prefix (events, more ? "cut" : "1:<a x=[vvv"));
        }
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (NULL), wide = g_string_new ("<a");
  g_autofree char *events = NULL, *attributes = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "<a>");
  events = scan (deep->str, deep->len, 0);
  g_assert_nonnull (strstr (events, "error Line 1"));

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (wide, " x%u='%u'", i, i);
  g_string_append (wide, "/>");
  attributes = scan (wide->str, wide->len, 0);
  g_assert_nonnull (strstr (attributes, "x63=[63]>"));
  g_assert_nonnull (strstr (attributes, "broken 1@1"));
}

/* Random soup of what makes XML: never a crash, and the same events at every chunk size. */
static void
test_soup (void)
{
  static const char *const pieces[] = {
    "<", ">", "/", "\"", "'", "=", " ", "\n", "a", "bc", "<a>", "</a>", "<a b='c'/>", "<!--",
    "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE a [", "]>", "[", "]", "\x0b", "\xff",
    "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f", "&lt;", "<!", "-", "<a x=\"1\" y='2'>", "<bc",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *whole = NULL;

      for (int n = g_rand_int_range (rand, 1, 60); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      whole = scan (text->str, text->len, 0);
      for (int chunk = -20; chunk < 8; chunk++)
        {
          g_autofree char *parts = scan (text->str, text->len, chunk);

          if (strcmp (parts, whole) != 0)
            g_error ("chunk %d of\n%s\ngives\n%s\ninstead of\n%s", chunk, text->str, parts, whole);
        }
    }
}

static void
test_decode (void)
{
  static const struct
  {
    const char *text, *decoded;
  } cases[] = {
    { "a&lt;b&gt;&amp;&quot;&apos;", "a<b>&\"'" },
    { "&#65;&#x1F600;&#xe4;", "A😀ä" },
    { "&amp;lt;", "&lt;" },
    { "&bomb;&#0;&#x0b;&#xD800;&#x110000;&#;&#x;", "&bomb;" },
    { "&", "&" },
    { "a & b; c", "a & b; c" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      bw_xml_decode ((BwSlice) { cases[i].text, strlen (cases[i].text) }, out);
      g_assert_cmpstr (out->str, ==, cases[i].decoded);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/xml/plain", test_plain);
  g_test_add_func ("/import/xml/attributes", test_attributes);
  g_test_add_func ("/import/xml/broken", test_broken);
  g_test_add_func ("/import/xml/doctype", test_doctype);
  g_test_add_func ("/import/xml/real-doctype", test_real_doctype);
  g_test_add_func ("/import/xml/long-tags", test_long_tags);
  g_test_add_func ("/import/xml/bounds", test_bounds);
  g_test_add_func ("/import/xml/soup", test_soup);
  g_test_add_func ("/import/xml/decode", test_decode);
  return g_test_run ();
}
