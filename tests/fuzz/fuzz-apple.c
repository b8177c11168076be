/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-sink.h"
#include "fuzz.h"

#include "import/bw-apple-reader.h"
#include "import/bw-xml-scanner.h"

/* Health XML. The first byte is the size of a push; the events must not depend on it. */

#define MAX_SIZE (256 * 1024) /* so that the sink has room for it all */

typedef struct
{
  guint64 hash;
  BwXmlScanner *scanner;
} Events;

static void
hash_bytes (Events     *events,
            const void *bytes,
            gsize       n)
{
  for (gsize i = 0; i < n; i++)
    events->hash = (events->hash ^ ((const guint8 *) bytes)[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  events->hash = (events->hash ^ n) * G_GUINT64_CONSTANT (0x100000001b3);
}

static gboolean
on_start (gpointer               user_data,
          BwSlice                name,
          const BwXmlAttribute  *attributes,
          guint                  n,
          GError               **error)
{
  Events *events = user_data;
  gint64 line = bw_xml_scanner_get_line (events->scanner);

  hash_bytes (events, &line, sizeof line);
  hash_bytes (events, name.text, name.length);
  for (guint i = 0; i < n; i++)
    {
      hash_bytes (events, attributes[i].name.text, attributes[i].name.length);
      hash_bytes (events, attributes[i].value.text, attributes[i].value.length);
    }
  return TRUE;
}

static gboolean
on_end (gpointer   user_data,
        BwSlice    name,
        GError   **error)
{
  hash_bytes (user_data, name.text, name.length);
  return TRUE;
}

static guint64
hash_events (const char *text,
             gsize       size,
             gsize       chunk)
{
  static const BwXmlHandlers handlers = { on_start, on_end };
  Events events = { 1, NULL };
  g_autoptr (BwXmlScanner) scanner = bw_xml_scanner_new (&handlers, &events);
  gboolean whole;

  events.scanner = scanner;
  for (gsize from = 0; from < size; from += chunk)
    if (!bw_xml_scanner_push (scanner, text + from, MIN (chunk, size - from), NULL))
      return events.hash;
  whole = bw_xml_scanner_finish (scanner);
  hash_bytes (&events, &whole, sizeof whole);
  hash_bytes (&events, bw_xml_scanner_get_flaws (scanner), sizeof (BwXmlFlaws));
  return events.hash;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *text = (const char *) data + 1;
  BwCollector *collector;
  BwAppleReader *reader;
  gsize chunk;

  if (size < 2 || size > MAX_SIZE)
    return 0;
  chunk = 1 + data[0];
  size--;
  g_assert_cmpuint (hash_events (text, size, size), ==, hash_events (text, size, chunk));

  collector = fuzz_sink_begin ();
  reader = bw_apple_reader_new (collector, "export.xml");
  if (bw_apple_reader_push (reader, text, size, NULL))
    bw_apple_reader_finish (reader, data[0] % 2, NULL);
  bw_apple_reader_free (reader);
  fuzz_sink_end (collector);
  return 0;
}
