/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-protobuf.h"

#include "base/bw-error.h"

#include <glib/gi18n-lib.h>

gpointer
bw_protobuf_take (gsize                             size,
                  const ProtobufCMessageDescriptor *descriptor)
{
  ProtobufCMessage *message = g_malloc (size);

  g_assert (size == descriptor->sizeof_message);
  protobuf_c_message_init (descriptor, message);
  return message;
}

gpointer
bw_protobuf_grow (gpointer array,
                  gsize    n,
                  gsize    size)
{
  /* Full whenever @n is a power of two. */
  if ((n & (n - 1)) != 0)
    return array;
  return g_realloc_n (array, MAX (2 * n, 1), size);
}

GBytes *
bw_protobuf_pack (const ProtobufCMessage  *message,
                  GError                 **error)
{
  gsize size = protobuf_c_message_get_packed_size (message);
  guint8 *bytes;

  if (size > G_MAXINT32)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FAILED,
                           _("This model is larger than the 2 GiB that its format can hold."));
      return NULL;
    }
  bytes = g_malloc (MAX (size, 1));
  protobuf_c_message_pack (message, bytes);
  return g_bytes_new_take (bytes, size);
}
