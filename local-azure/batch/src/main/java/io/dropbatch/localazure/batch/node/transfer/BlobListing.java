package io.dropbatch.localazure.batch.node.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One page of a container's listing, as storage writes it in XML. */
record BlobListing(List<String> names, String nextMarker) {

    private static final XMLInputFactory FACTORY = factory();

    static BlobListing read(InputStream in) throws IOException {
        List<String> names = new ArrayList<>();
        String marker = "";
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(in);
            boolean inBlob = false;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    String element = reader.getLocalName();
                    inBlob |= element.equals("Blob");
                    if (inBlob && element.equals("Name")) {
                        names.add(reader.getElementText());
                        inBlob = false;
                    } else if (element.equals("NextMarker")) {
                        marker = reader.getElementText();
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("Storage's listing is not well-formed", e);
        }
        return new BlobListing(names, marker);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
